"""The public log: its leaves, the hashes of its full tiles, and its checkpoints."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LogLeaf(models.Model):
    """A public version in the log. Rows are added in order, never changed or deleted.

    `statement` is what the tree holds, `record` the digests whose hash it names (both
    canonical JSON). `salts` are by name of a field: without its salt a field cannot be
    disclosed any more. No foreign key: the leaf outlives its entry.
    """

    index = models.BigIntegerField(unique=True)
    id_code = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    statement = models.TextField()
    record = models.TextField()
    salts = models.JSONField()

    class Meta:
        verbose_name = _("leaf of the log")
        verbose_name_plural = _("leaves of the log")
        ordering = ("index",)
        constraints = (
            models.UniqueConstraint(
                fields=("id_code", "version"), name="log_leaf_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.index}: {self.id_code} v{self.version}"


class LogTile(models.Model):
    """The hash of a full tile: of 256 hashes of the level below, of leaves at first.

    It saves reading every leaf for a proof; `verify` computes it anew.
    """

    level = models.PositiveSmallIntegerField()  # 1 above leaves
    index = models.BigIntegerField()
    tile_hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("tile of the log")
        verbose_name_plural = _("tiles of the log")
        ordering = ("level", "index")
        constraints = (
            models.UniqueConstraint(fields=("level", "index"), name="log_tile_once"),
        )

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class LogCheckpoint(models.Model):
    """A signed checkpoint: a note with its signature lines, cosignatures among them."""

    size = models.BigIntegerField(unique=True)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("checkpoint of the log")
        verbose_name_plural = _("checkpoints of the log")
        ordering = ("-size",)

    def __str__(self) -> str:
        return f"checkpoint of {self.size}"
