"""What a page says, part by part, in a few letters, so that paper can ask whether it is right.

A sheet's QR code opens its page with the mark of the day it was made (`?v=…`); the page compares
part by part. Values and not words are digested, without what is as it is by default: neither a new
optional field, nor leave, nor another day makes a sheet old.
"""

from generator.marks.county import Marks
from generator.marks.mark import GUIDE, HALL, STAFF, TOWNSHIP, VILLAGE, Mark, Part

__all__ = ["GUIDE", "HALL", "STAFF", "TOWNSHIP", "VILLAGE", "Mark", "Marks", "Part"]
