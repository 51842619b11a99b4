//! `shanling serve`: the house with its doors open.

mod lock;
mod sandbox;
mod tls;

use std::{
    io::{self, Write as _},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    time::Duration,
};

use axum_server::Handle;
use clap::Args;
use ledger::{VerifyKey, key::Algorithm};
use model::{project::OVERDUE_DAYS, view::Site};
use store::{meta, project};
use tokio::task::JoinHandle;

use self::sandbox::Sandbox;
use super::{Globals, House, Outcome, Trouble};
use crate::{
    app::{App, Parts},
    assets,
    config::{self, Config, DEMO_ORIGIN, Transport},
    jobs::Jobs,
    keys::Keys,
    ledger::Sequencer,
    limits::Budget,
    merchant::{self, Merchants},
    router::router,
    sender::{CommandSender, DemoSender, SenderPort},
    till::ChannelPort,
    vouch::{self, Address, Asked},
};

/// How long open requests may take to end once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long a caller may take to send the head of a request.
const HEADS: Duration = Duration::from_secs(15);

/// Opens the doors
#[derive(Debug, Args)]
pub struct Command {
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "SHANLING_LISTEN", default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// Serves a demonstration: invented people, codes shown on the page. Only for a database marked as one
    #[arg(long)]
    demo: bool,
    /// Serves the demonstration to phones in the same network, by TLS with a certificate made for the moment
    #[arg(long, requires = "demo")]
    lan: bool,
    /// A proxy that speaks TLS stands before us; its `X-Forwarded-For` is believed
    #[arg(long, env = "SHANLING_TRUSTED_PROXY", conflicts_with = "lan")]
    trusted_proxy: bool,
    /// The address that QR codes and share cards say; the host that a request names unless given
    #[arg(long, env = "SHANLING_PUBLIC_URL", value_name = "URL", value_parser = crate::address::parse)]
    public_url: Option<String>,
    /// Another place that serves the app, as an exact origin; may be repeated
    #[arg(long, env = "SHANLING_APP_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    app_origin: Vec<String>,
    /// The hotline as it is dialled
    #[arg(long, env = "SHANLING_HOTLINE", value_name = "NUMBER", default_value = "0000-0000000")]
    hotline: String,
    /// Who runs this
    #[arg(long, env = "SHANLING_OPERATOR", value_name = "NAME", default_value = "示例市慈善总会")]
    operator: String,
    /// Requests a second that one signed-in person may make
    #[arg(long, env = "SHANLING_SESSION_RATE", value_name = "N", default_value_t = 10)]
    session_rate: u32,
    /// Requests a second that one network may make, everybody in it together
    #[arg(long, env = "SHANLING_NETWORK_RATE", value_name = "N", default_value_t = 300)]
    network_rate: u32,
    /// Sign-in codes an hour that one address may ask for; more where a whole hall shares one
    #[arg(long, env = "SHANLING_CODE_RATE", value_name = "N", default_value_t = 20)]
    code_rate: u32,
    /// A program that sends codes and messages to phones (docs/API.md says how); a demonstration shows them instead
    #[arg(long, env = "SHANLING_SENDER", value_name = "PROGRAM")]
    sender: Option<PathBuf>,
    /// Which log the ledger is: a prefix of its public address without a scheme, such as `love.example.org/ledger`. Settled by the
    /// first start, for ever
    #[arg(long, env = "SHANLING_LEDGER_ORIGIN", value_name = "NAME")]
    ledger_origin: Option<String>,
    /// The file of the ledger's lock, best on another disk; among the keys unless said otherwise
    #[arg(long, env = "SHANLING_LEDGER_LOCK", value_name = "FILE")]
    ledger_lock: Option<PathBuf>,
    /// The address of a witness that is asked to vouch for the ledger (C2SP tlog-witness); may be repeated
    #[arg(long, env = "SHANLING_WITNESS", value_name = "URL", value_delimiter = ',', requires = "witness_vkey")]
    witness: Vec<Address>,
    /// The key of that witness, in the same order
    #[arg(long, env = "SHANLING_WITNESS_VKEY", value_name = "VKEY", value_delimiter = ',', requires = "witness")]
    witness_vkey: Vec<VerifyKey>,
    /// The address of a payment sandbox that runs already; a demonstration starts one of its own otherwise
    #[arg(long, env = "SHANLING_SANDBOX", value_name = "URL", requires = "demo", hide = true)]
    sandbox: Option<String>,
    /// The file of the charity's own merchant accounts, for projects that are given to on this site (docs/OPERATIONS.md)
    #[arg(long, env = "SHANLING_CHANNELS", value_name = "FILE", conflicts_with = "demo")]
    channels: Option<PathBuf>,
    /// Days for which a disclosure may be overdue before nothing can be given to its project any more
    #[arg(long, env = "SHANLING_OVERDUE_DAYS", value_name = "DAYS", default_value_t = OVERDUE_DAYS,
        value_parser = clap::value_parser!(i32).range(0..=3650))]
    overdue_days: i32,
    /// What is logged: error, warn, info or debug; a demonstration says less
    #[arg(long, env = "SHANLING_LOG", value_name = "LEVEL")]
    log: Option<tracing::Level>,
}

impl Command {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// When the house cannot be opened, or must not be opened in this way.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let transport = self.transport()?;
        let witnesses = self.witnesses()?;
        if globals.clock_file.is_some() && !self.demo {
            return Err(Trouble::unusable("--clock-file 只能与 --demo 一起使用。"));
        }
        self.log();
        let _lock = lock::take(&globals.database)?;
        let house = globals.open().await?;
        self.check_mark(&house).await?;
        let origin = self.origin(&house).await?;
        let signers = house.keys.ledger().signers(&origin)?;
        let listener = TcpListener::bind(self.listen)
            .map_err(|error| Trouble::unusable(format!("无法监听 {}：{error}", self.listen)))?;
        listener.set_nonblocking(true)?;
        for vkey in signers.vkeys() {
            // Nobody need listen.
            let _ = writeln!(io::stderr(), "ledger key {vkey}");
        }
        let address = listener.local_addr()?;
        let (channel, sandbox) = self.channel(globals, &house, address).await?;
        let app = self.app(house, transport, origin, witnesses, channel);

        let jobs = tokio::spawn({
            let jobs = Jobs::of(&app);
            async move { jobs.run().await }
        });
        let sequencer = tokio::spawn(Sequencer::of(&app).run());
        let vouching = tokio::spawn(vouch::run(app.clone()));
        let news = tokio::spawn(app.live.clone().run(app.store.clone()));
        let numbers = tokio::spawn({
            let app = app.clone();
            async move { app.sources.run(&app.store, &app.clock).await }
        });
        let handle = Handle::new();
        let stopping = tokio::spawn(stop_when_told(app.clone(), handle.clone(), told()?));
        let outcome = self.listen(&app, listener, address, handle).await;
        stopping.abort();
        jobs.abort();
        sequencer.abort();
        vouching.abort();
        if let Some(sandbox) = sandbox {
            sandbox.abort();
        }
        app.live.stop();
        let _ = news.await;
        numbers.abort();
        if let Err(error) = app.write_sources().await {
            tracing::warn!(cause = %error, "the last numbers of events could not be written");
        }
        app.store.clone().close().await;
        outcome
    }

    async fn listen(
        &self,
        app: &App,
        listener: TcpListener,
        address: SocketAddr,
        handle: Handle<SocketAddr>,
    ) -> Outcome {
        let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        // The socket queues callers from here on, so the first of them need not wait for the task.
        if self.lan {
            let (config, names) = tls::for_the_moment()?;
            for name in names {
                writeln!(io::stdout(), "listening on https://{name}:{}", address.port())?;
            }
            let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
            server.http_builder().http1().header_read_timeout(HEADS);
            server.serve(service).await?;
        } else {
            writeln!(io::stdout(), "listening on http://{address}")?;
            let mut server = axum_server::from_tcp(listener)?.handle(handle);
            server.http_builder().http1().header_read_timeout(HEADS);
            server.serve(service).await?;
        }
        Ok(())
    }

    /// How visitors reach us, if they may reach us so.
    fn transport(&self) -> Result<Transport, Trouble> {
        if self.lan {
            Ok(Transport::Tls)
        } else if self.trusted_proxy {
            Ok(Transport::Proxy)
        } else if self.demo && self.listen.ip().is_loopback() {
            Ok(Transport::Plain)
        } else if self.demo {
            Err(Trouble::unusable(
                "演示不在本机以外用 http 提供：请用 --lan（自签证书），或在 TLS 代理后面加 --trusted-proxy。",
            ))
        } else {
            Err(Trouble::unusable("正式服务必须经过 TLS：请在 TLS 代理后面运行，并加 --trusted-proxy。"))
        }
    }

    /// Who is asked to vouch for the ledger.
    fn witnesses(&self) -> Result<Vec<Asked>, Trouble> {
        if self.witness.len() != self.witness_vkey.len() {
            return Err(Trouble::unusable("每个 --witness 要有一个 --witness-vkey，顺序相同。"));
        }
        if let Some(key) = self.witness_vkey.iter().find(|key| key.algorithm() != Algorithm::Cosignature) {
            return Err(Trouble::unusable(format!("{key} 不是见证的密钥。")));
        }
        let pairs = self.witness.iter().cloned().zip(self.witness_vkey.iter().cloned());
        Ok(pairs.map(|(address, key)| Asked { address, key }).collect())
    }

    /// A demonstration must not run on real people's data, and a real house must not run on invented ones.
    async fn check_mark(&self, house: &House) -> Outcome {
        let marked = meta::is_demo(&mut house.store.read().await?.conn()).await?;
        match (self.demo, marked) {
            (true, false) => {
                Err(Trouble::unusable("这个数据库没有演示标记；--demo 只用于 `shanling demo load` 建立的数据库。"))
            }
            (false, true) => Err(Trouble::unusable("这个数据库是演示数据库，只能加 --demo 运行。")),
            _ => Ok(()),
        }
    }

    /// The origin of the log: what the first start settled.
    async fn origin(&self, house: &House) -> Result<String, Trouble> {
        let stored = config::stored_origin(&house.store).await?;
        let origin = match (&self.ledger_origin, stored) {
            (None, Some(stored)) => return Ok(stored),
            (Some(told), Some(stored)) if *told == stored => return Ok(stored),
            (Some(_), Some(stored)) => {
                return Err(Trouble::unusable(format!("这个数据库的账本名称是 {stored}，不能改（--ledger-origin）。")));
            }
            (Some(told), None) => told.clone(),
            (None, None) if self.demo => DEMO_ORIGIN.to_owned(),
            (None, None) => {
                return Err(Trouble::unusable(
                    "请用 --ledger-origin 定下账本的名称，例如 love.example.org/ledger；以后不能再改。",
                ));
            }
        };
        let is_fit = origin.len() <= 200 && origin.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+');
        if origin.is_empty() || !is_fit {
            return Err(Trouble::unusable("账本的名称（--ledger-origin）只能用不含空格和加号的 ASCII 字符。"));
        }
        config::store_origin(&house.store, &origin).await?;
        Ok(origin)
    }

    /// How money comes: in a demonstration by the sandbox, which takes none; else by the charity's own merchant accounts, if there
    /// are any.
    async fn channel(
        &self,
        globals: &Globals,
        house: &House,
        server: SocketAddr,
    ) -> Result<(ChannelPort, Option<JoinHandle<()>>), Trouble> {
        let dir = globals.keys.clone().unwrap_or_else(|| Keys::beside(&globals.database));
        if !self.demo {
            return Ok((self.merchants(house, &dir).await?, None));
        }
        let running = self.sandbox.clone();
        let sandbox = Sandbox { dir: &dir, running, clock_file: globals.clock_file.clone(), server };
        let (channel, keeper) = sandbox.open(&house.clock).await.map_err(Trouble::Failed)?;
        Ok((ChannelPort::sandbox(channel), keeper))
    }

    /// The charity's own merchant accounts. Nobody gives real money by keys that a demonstration has shown around.
    async fn merchants(&self, house: &House, keys: &Path) -> Result<ChannelPort, Trouble> {
        let is_own_site = project::any_own_site(&mut house.store.read().await?.conn()).await?;
        if (is_own_site || self.channels.is_some()) && merchant::is_demo_house(keys) {
            return Err(Trouble::unusable(format!(
                "{} 是演示环境用过的密钥（其中有 {}），不能用于本站直接捐赠；请换一套新的密钥目录。",
                keys.display(),
                merchant::DEMO_KEY
            )));
        }
        let Some(file) = &self.channels else { return Ok(ChannelPort::default()) };
        let merchants = Merchants::read(file).map_err(Trouble::unusable)?;
        if merchants.has_demo_keys(keys) {
            return Err(Trouble::unusable("收款渠道的密钥是演示用的或随手写的，不能用于本站直接捐赠；请随机生成。"));
        }
        let site = self.public_url.as_deref().ok_or_else(|| {
            Trouble::unusable("有收款渠道时要用 --public-url 写明本站网址：支付机构和捐赠人都要回到这里。")
        })?;
        Ok(merchants.open(site, &house.clock))
    }

    fn app(
        &self,
        house: House,
        transport: Transport,
        origin: String,
        witnesses: Vec<Asked>,
        channel: ChannelPort,
    ) -> App {
        let site = Site { demo: self.demo, hotline: self.hotline.clone(), operator: self.operator.clone() };
        let mut config = Config::new(site, transport);
        config.public_url.clone_from(&self.public_url);
        config.app_origins.clone_from(&self.app_origin);
        config.ledger_origin = origin;
        config.ledger_lock.clone_from(&self.ledger_lock);
        config.witnesses = witnesses;
        config.overdue_days = self.overdue_days;
        let budget = |rate: u32, seconds: u32| Budget { burst: rate.saturating_mul(seconds), per_second: rate };
        config.codes.prefix_hour = self.code_rate;
        config.budgets.session = budget(self.session_rate, 12);
        config.budgets.network = budget(self.network_rate, 10);
        // Without a sender, signing in is answered by 503.
        let sender = match &self.sender {
            _ if self.demo => SenderPort::new(DemoSender::default()),
            Some(program) => SenderPort::new(CommandSender::new(program.clone())),
            None => SenderPort::default(),
        };
        let House { store, keys, clock } = house;
        App::new(Parts { store, clock, keys, config, sender, channel, dist: assets::EMBEDDED })
    }

    fn log(&self) {
        log_to_stderr(self.log.unwrap_or(if self.demo { tracing::Level::WARN } else { tracing::Level::INFO }));
    }
}

/// Logs to stderr, one JSON object a line, what is at least of this level.
pub(super) fn log_to_stderr(level: tracing::Level) {
    let log = tracing_subscriber::fmt().json().with_writer(io::stderr).with_max_level(level);
    // Somebody else may have set one up; then that one is used.
    let _ = log.try_init();
    // What a panic says may hold what it was working on: the log gets the place alone.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked at {place}");
    }));
}

/// Waits until it is told to stop, then lets open requests end.
async fn stop_when_told(app: App, handle: Handle<SocketAddr>, told: impl Future<Output = ()>) {
    told.await;
    app.live.stop();
    handle.graceful_shutdown(Some(FAREWELL));
}

/// Ctrl-C or a polite kill. Listened for from this call on, not from the first poll.
#[cfg(unix)]
pub(super) fn told() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
pub(super) fn told() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
