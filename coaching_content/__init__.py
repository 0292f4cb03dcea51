"""What a coach edits: lessons, prompts, rubrics and every sentence that Kith says."""
