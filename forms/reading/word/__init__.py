"""Word files (DOCX): unpacked with limits, walked as XML, their text as it stands on the paper."""
