"""What stands beside a vault is sealed, and is what was written or nothing at all."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anima.storage import Aside, Vault, VaultKey

WORDS = b"my sister is moving to Lisbon"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.binary(max_size=400), about=st.binary(max_size=20), at=st.integers(0, 10_000))
def test_it_is_whole_or_nothing(
    tmp_path: Path, key: VaultKey, data: bytes, about: bytes, at: int
) -> None:
    aside = Aside(tmp_path / "vault.db", key)
    aside.write(data, about)
    assert aside.read(about) == data
    assert aside.read(about + b"another model") is None
    sealed = bytearray(aside.path.read_bytes())
    sealed[at % len(sealed)] ^= 1
    aside.path.write_bytes(sealed)
    assert aside.read(about) is None
    aside.path.write_bytes(sealed[: at % len(sealed)])
    assert aside.read(about) is None


def test_only_the_key_reads_it(tmp_path: Path, key: VaultKey) -> None:
    aside = Aside(tmp_path / "vault.db", key)
    aside.write(WORDS, b"")
    assert WORDS not in aside.path.read_bytes()
    assert aside.path.stat().st_mode & 0o077 == 0
    assert Aside(tmp_path / "vault.db", VaultKey(b"k" * 32)).read(b"") is None


async def test_a_vault_drops_it(vault: Vault) -> None:
    vault.aside.write(WORDS, b"")
    await vault.drop_aside()
    assert vault.aside.read(b"") is None
    assert not list(vault.path.parent.glob("*.aside*"))
    await vault.drop_aside()
