"""Text measured and broken into lines, lines placed on pages: once, for the screen, the PDF and the DOCX alike."""
