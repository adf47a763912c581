"""What in a file may name its source, or shows more than the file means to show."""

from .find_marks import find_file_marks as find_file_marks
from .kinds import FileMark as FileMark
