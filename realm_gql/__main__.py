"""The command line, `realm`. Imported by nobody; every command imports what it needs when it runs."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from realm_gql.errors import RealmError

if TYPE_CHECKING:
    from realm_gql.config import Settings
    from realm_gql.domain.lineage import Fault

app = typer.Typer(
    help="Host a realm: a small living world whose people answer.\n\n"
    "realm serve opens it. Everything else is for later: bring a model, keep backups, grow beyond one machine. "
    "docs/settings.md lists every setting; each is an environment variable, such as REALM_PORT.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
model_app = typer.Typer(help="See, choose and fetch the model that NPCs speak with.", no_args_is_help=True)
app.add_typer(model_app, name="model")

Data = Annotated[
    Path | None, typer.Option("--data", help="The data folder.  [REALM_DATA_DIR, else realm-data]", show_default=False)
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.  [127.0.0.1]", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.  [8000]", show_default=False)] = None,
    data: Data = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that serve; more than one needs Redis and PostgreSQL.")
    ] = 1,
) -> None:
    """Open the realm. Prepares the database, plants the starter realm in an empty one, and serves until Ctrl+C."""
    # Importing makes many objects and no garbage: collecting none meanwhile opens the realm a tenth sooner.
    gc.disable()
    from realm_gql.app import run_server

    run_server(_settings(data, host=host, port=port), workers)


@app.command()
def worker(data: Data = None) -> None:
    """Answer for a realm that other processes serve. Needs Redis and PostgreSQL."""
    from realm_gql.app import run_worker

    run_worker(_settings(data))


@app.command()
def migrate(data: Data = None) -> None:
    """Bring the database to the schema of this version. `realm serve` does it by itself."""
    from realm_gql.storage.migrate import head
    from realm_gql.storage.migrate import migrate as bring_up

    changed = asyncio.run(bring_up(_settings(data)))
    typer.echo(f"The database is {'now' if changed else 'already'} at {head()}.")


@app.command()
def seed(data: Data = None) -> None:
    """Plant the starter realm. What is already there stays as it is; `realm serve` does it by itself."""
    from realm_gql.app import prepare

    asyncio.run(prepare(_settings(data, seed_starter_realm=True)))
    typer.echo("The starter realm is planted.")


@app.command()
def schema(
    check: Annotated[
        bool, typer.Option("--check", help="Print nothing; say whether schema.graphql is as it is.")
    ] = False,
) -> None:
    """Print the GraphQL schema."""
    from realm_gql.api.schema import print_schema

    printed = print_schema()
    if not check:
        typer.echo(printed, nl=False)
        return
    committed = Path("schema.graphql")
    if not committed.is_file() or committed.read_text(encoding="utf-8") != printed:
        _give_up("schema.graphql is not what the code says: run make schema.")
    typer.echo("schema.graphql is what the code says.")


@model_app.command("list")
def model_list(data: Data = None) -> None:
    """Show the models on this machine; * is the one that speaks."""
    from realm_gql.engine.models import chosen_model, list_models

    settings = _settings(data)
    speaks = chosen_model(settings)
    for model in list_models(settings.data_dir):
        mark = "*" if model.path == speaks else " "
        name = "echo (comes with the realm)" if model.embedded else str(model.path)
        typer.echo(f"{mark} {_size(model.size_bytes):>9}  {name}")
    if settings.model_url:
        typer.echo(f"None of them speaks now: REALM_MODEL_URL asks {settings.model_url}.")
    elif not speaks.is_file():
        typer.echo(f"The chosen one is gone: {speaks}. NPCs answer from their authored lines.")


@model_app.command("use")
def model_use(
    file: Annotated[str, typer.Argument(help="A GGUF file, the name of one in the data folder, or echo.")],
    data: Data = None,
) -> None:
    """Choose the model that NPCs speak with from the next start on."""
    from realm_gql.engine.models import use_model

    settings = _settings(data)
    path = use_model(settings.data_dir, file)
    typer.echo(f"From the next start on the realm speaks with {path.name}.")
    if settings.model or settings.model_url:
        typer.echo("But REALM_MODEL or REALM_MODEL_URL is set and wins: unset it.", err=True)


@model_app.command("pull")
def model_pull(
    repo: Annotated[str, typer.Argument(help="A repository on the hub, as owner/name.")],
    file: Annotated[
        str | None, typer.Option(help="Which GGUF file, when there are several.", show_default=False)
    ] = None,
    data: Data = None,
) -> None:
    """Fetch a model from a hub into the data folder. A broken-off download goes on where it was."""
    from realm_gql.engine.models import pull_model

    path = pull_model(_settings(data).data_dir, repo, file)
    typer.echo(f"{path.name} is here ({_size(path.stat().st_size)}). Let it speak: realm model use {path.name}")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as realm.zip.")], data: Data = None
) -> None:
    """Write everything the realm knows into one file. Its signing key is in it too; people may go on playing."""
    from realm_gql import __version__
    from realm_gql.domain.models import METADATA
    from realm_gql.storage.backup import backup as write
    from realm_gql.storage.database import Database
    from realm_gql.storage.migrate import present_revision

    settings = _settings(data)

    async def work() -> None:
        revision = await present_revision(settings)
        if revision is None:
            _give_up("There is no realm yet: nothing to back up.")
        database = Database(settings)
        try:
            manifest = await write(database, METADATA, revision, __version__, file)
        finally:
            await database.close()
        typer.echo(f"{file}: {sum(manifest.rows.values()):,} rows, {_size(file.stat().st_size)}.")
        if manifest.key_id is None:
            typer.echo(f"The realm's signing key is not in it, for none is at {database.keys.path}.", err=True)

    asyncio.run(work())


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that realm backup wrote, of either database.")],
    data: Data = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a backup back. The realm becomes what it was then, and what happened since is gone."""
    from realm_gql.domain.models import METADATA
    from realm_gql.storage.backup import restore as read
    from realm_gql.storage.database import Database
    from realm_gql.storage.migrate import head
    from realm_gql.storage.migrate import migrate as bring_up

    settings = _settings(data)
    if not yes:
        typer.confirm(f"Replace everything in {_where(settings)} by {file}?", abort=True)

    async def work() -> None:
        await bring_up(settings)
        database = Database(settings)
        try:
            manifest = await read(database, METADATA, head(), file)
        finally:
            await database.close()
        typer.echo(
            f"The realm is as it was at {manifest.made_at:%Y-%m-%d %H:%M} UTC. Pages that are open: reload them."
        )

    asyncio.run(work())


@app.command()
def verify(
    data: Data = None,
    sign_missing: Annotated[
        bool, typer.Option("--sign-missing", help="First sign what was never signed, as it is now.")
    ] = False,
) -> None:
    """See whether everything is as the realm signed it. People may go on playing."""
    from realm_gql.domain import lineage
    from realm_gql.storage.database import Database

    settings = _settings(data)

    async def work() -> int:
        await _refuse_other_schema(settings)
        database = Database(settings)
        creations = faults = 0
        try:
            if sign_missing:
                signed = await lineage.stamp_missing(database)
                typer.echo(f"Signed what was never signed: {_count(signed, 'creation')}.")
            async for report in lineage.verify(database):
                creations += report.creations
                faults += len(report.faults)
                for fault in report.faults:
                    typer.echo(_fault_line(fault))
        finally:
            await database.close()
        found = "each is what the realm signed" if not faults else _count(faults, "fault")
        typer.echo(f"{_count(creations, 'creation')}: {found}.")
        return faults

    if asyncio.run(work()):
        sys.exit(1)


@app.command()
def key(
    data: Data = None,
    renew: Annotated[
        bool, typer.Option("--renew", help="Sign with a new one from now on; the present one is believed still.")
    ] = False,
) -> None:
    """Show the key that creations are signed with. docs/provenance.md tells all about it."""
    from realm_gql.storage.keys import key_file

    file = key_file(_settings(data))
    keys = file.renew() if renew else file.find()
    if keys is None:
        _give_up(f"There is no signing key at {file.path} yet: realm serve makes one, and so does realm key --renew.")
    typer.echo(f"{keys.current}  signs, from {file.path}")
    for former in keys.former:
        typer.echo(f"{former}  signed before, and is believed still")


@app.command()
def grant(
    handle: Annotated[str, typer.Argument(help="Whose account.")],
    role: Annotated[str, typer.Argument(help="moderator or admin.")],
    data: Data = None,
) -> None:
    """Give a claimed account a role. Granting it again changes nothing."""
    from realm_gql.domain import accounts
    from realm_gql.storage.database import Database

    settings = _settings(data)

    async def work() -> None:
        database = Database(settings)
        try:
            async with database.transaction() as tx:
                account = await accounts.grant(tx, handle, role)
                typer.echo(f"{account.handle} is now: {', '.join(account.roles)}.")
        finally:
            await database.close()

    asyncio.run(work())


def main() -> NoReturn:
    """The `realm` command: what can be expected to go wrong is one line and exit status 1."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app(prog_name="realm")
    except RealmError as error:
        _give_up(error.message)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _settings(data: Path | None, **overrides: Any) -> Settings:
    from realm_gql.config import load_settings

    return load_settings(data_dir=data, **overrides)


async def _refuse_other_schema(settings: Settings) -> None:
    from realm_gql.storage.migrate import head, present_revision

    present = await present_revision(settings)
    if present is None:
        _give_up("There is no realm yet: nothing to look at.")
    if present != head():
        _give_up(f"The database is at {present} and this realm at {head()}: run realm migrate first.")


def _fault_line(fault: Fault) -> str:
    name = f"“{_printable(fault.name)}”" if fault.name else ""
    revision = f" revision {fault.revision}" if fault.revision > 1 else ""
    what = " ".join(part for part in (_printable(fault.kind), f"{fault.creation_id}{revision}", name) if part)
    return f"{what}: {fault.flaw.value}. {fault.detail}"


def _printable(text: str) -> str:
    """A text that no terminal obeys: whoever changed the database may have put anything there."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _where(settings: Settings) -> str:
    return f"the data folder {settings.data_dir}" if settings.sqlite else "the PostgreSQL database"


def _size(size_bytes: int) -> str:
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= scale:
            return f"{size_bytes / scale:.1f} {unit}"
    return f"{size_bytes} B"


def _give_up(message: str) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
