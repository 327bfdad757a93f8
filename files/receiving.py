"""Where a large upload goes while its request is read: a temporary file, which is gone when the disk is full."""

from contextlib import suppress

from django.core.files import uploadhandler


class TemporaryFileUploadHandler(uploadhandler.TemporaryFileUploadHandler):
    """Django's, which leaves a file that it couldn't write to its end to the next collection of garbage."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError:
            # What is still to be written doesn't fit either: closing it fails, and takes the file away all the same.
            with suppress(OSError):
                self.upload_interrupted()
            raise
