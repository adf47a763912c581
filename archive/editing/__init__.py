"""The pages of the desk on which entries and story trails are added and edited."""
