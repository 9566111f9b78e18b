"""Settings: each a name in the environment, a default and a sentence; unsafe ones are refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

MIN_SECRET = 32
"""Characters: 32 of base64 are 192 bits, more than the 128 that a signature needs."""


class SettingsError(Exception):
    """A setting can't be used; the message says in Chinese which, why, and what to write."""


class Settings(BaseModel):
    """What can be set. `Settings.read(os.environ)` reads all of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    catalog: Path = Field(Path("site/catalog.json"), description="生成好的 catalog.json 在哪里。")
    database_url: str = Field(
        "sqlite:///feedback.sqlite3",
        description="数据库：默认是本目录的 SQLite；大的县用 postgresql+psycopg://用户:密码@主机/库。",
    )
    secret_key: str = Field("", description="签名用的密钥，至少 32 个字符，不写进任何文件。")
    site: str = Field("/", description="网站在同一主机上的路径，以 / 开头和结尾，例如 /bszn/。")
    trusted_hosts: tuple[str, ...] = Field(
        ("127.0.0.1", "localhost"), description="网站的主机名，用逗号分开；别的主机名一律拒绝。"
    )
    proxies: int = Field(0, ge=0, le=3, description="前面有几层自己的反向代理（如 nginx 写 1）。")
    min_cell: int = Field(5, ge=2, description="人数少于这个数的格子不公布。")
    slip_days: int = Field(30, ge=1, le=365, description="评价码多少天有效。")
    limit_network: int = Field(
        600, ge=1, description="没有评价码的评价，同一网段一小时最多多少条（整村人常在一个网段）。"
    )
    limit_county: int = Field(
        3000, ge=1, description="没有评价码的评价，全县一小时超过多少条，手机就要先算一道题。"
    )
    contact_days: int = Field(90, ge=1, le=90, description="办结后多少天删除回访电话。")
    case_contact_days: int = Field(1, ge=1, le=60, description="差评：几个工作日内联系。")
    case_verify_days: int = Field(3, ge=1, le=60, description="差评：联系后几个工作日内核实。")
    case_mend_days: int = Field(15, ge=1, le=60, description="差评：转到县里的，几个工作日内整改。")
    case_mend_days_township: int = Field(5, ge=1, le=60, description="差评：乡镇几个工作日内整改。")
    case_callback_days: int = Field(3, ge=1, le=60, description="差评：整改后几个工作日内回访。")
    case_review_days: int = Field(5, ge=1, le=60, description="差评：申诉几个工作日内复核。")
    case_extended_days: int = Field(60, ge=1, le=250, description="差评：复杂的最多延几个工作日。")
    request_days: int = Field(15, ge=1, le=250, description="民情：受理后最多几个工作日办结。")
    request_county_days: int = Field(5, ge=1, le=60, description="民情：县里几个工作日内受理。")

    idle_minutes: int = Field(30, ge=1, le=480, description="干部多少分钟不动就要重新登录。")
    session_hours: int = Field(10, ge=1, le=24, description="干部登录后最多多少小时要重新登录。")

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(host.strip() for host in value.split(",") if host.strip())
        return value

    @field_validator("site")
    @classmethod
    def _path(cls, value: str) -> str:
        if not (value.startswith("/") and value.endswith("/")) or value.startswith("//"):
            raise ValueError("要以一个 / 开头、以 / 结尾，例如 /bszn/")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long(cls, value: str) -> str:
        if len(value) < MIN_SECRET or len(set(value)) < MIN_SECRET // 4:
            raise ValueError("没有写或太简单。请用 feedback secret 生成一个，写进环境变量")
        return value

    @field_validator("trusted_hosts")
    @classmethod
    def _closed(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or any("*" in host for host in value):
            raise ValueError("要写出主机名，不能用 *，例如 bszn.example.gov.cn")
        return value

    @field_validator("database_url")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            backend = make_url(value).drivername
        except ArgumentError as error:
            raise ValueError("不是数据库地址，例如 sqlite:///feedback.sqlite3") from error
        if backend not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
            raise ValueError(f"不支持 {backend}：请用 sqlite 或 postgresql+psycopg")
        return value

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """From the environment, where names are in capitals. Raises SettingsError."""
        given = {
            name: environ[name.upper()]
            for name in cls.model_fields
            if environ.get(name.upper(), "").strip()
        }
        return cls.of({"secret_key": "", **given})

    @classmethod
    def of(cls, values: Mapping[str, object]) -> "Settings":
        """From values, names in small letters. Raises SettingsError, never naming a value."""
        try:
            return cls.model_validate({"secret_key": "", **values})
        except ValidationError as error:
            told = "；".join(
                f"{one['loc'][0]!s}".upper() + f"：{_said(one)}" for one in error.errors()
            )
            raise SettingsError(f"设置有误：{told}") from None


def _said(problem: Mapping[str, Any]) -> str:
    """Pydantic's reason in Chinese: our own sentence where there is one."""
    return str(problem.get("ctx", {}).get("error", "写得不对，请看说明"))
