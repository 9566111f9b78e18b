"""Officials (干部): who may sign in, what each may see, and what each has changed."""
