"""The whole desk."""
