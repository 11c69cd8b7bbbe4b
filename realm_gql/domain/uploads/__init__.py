"""Uploads: files that somebody sent and that wait for an hour to be used, such as character cards."""

from realm_gql.domain.uploads.models import Upload
from realm_gql.domain.uploads.receiving import (
    KEPT_S,
    LIMIT_BYTES,
    admit,
    discard,
    forget_expired,
    read_upload,
    receive,
    use_up,
)

__all__ = [
    "KEPT_S",
    "LIMIT_BYTES",
    "Upload",
    "admit",
    "discard",
    "forget_expired",
    "read_upload",
    "receive",
    "use_up",
]
