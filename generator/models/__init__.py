"""What a guide is made of, in the words of CPSV-AP, with the Chinese field names as aliases."""
