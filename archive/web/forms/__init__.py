"""What the forms of all pages share: fields, and the ways out of what is wrong."""
