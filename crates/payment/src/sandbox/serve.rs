//! The sandbox's door: its API for houses, its cashier for people. It opens on this machine only.

use std::{
    collections::BTreeSet,
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Form, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::{any, get},
};
use model::{Day, Millis};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    cashier, courier,
    courier::Courier,
    provider::{Choice, Provider, Trouble},
    wire::Refusal,
};
use crate::{
    Key,
    seal::{HEADER, Message, Speaker},
};

/// The longest question.
const MOST_BYTES: usize = 64 * 1024;
/// Nonces that are remembered; those of the last minutes are far fewer.
const NONCES: usize = 100_000;

/// How the sandbox is served.
pub struct Serve {
    /// Where to listen; on this machine only.
    pub listen: SocketAddr,
    /// The key that the house has too.
    pub key: Key,
    /// The file that remembers; nothing is remembered without one.
    pub state: Option<PathBuf>,
    /// What stands before our paths where people see them: `/sandbox` behind a house.
    pub prefix: String,
    /// What time it is.
    pub now: Arc<dyn Fn() -> Millis + Send + Sync>,
}

/// Why the sandbox is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It would be reachable from elsewhere.
    #[error("the sandbox listens on this machine only, not on {0}")]
    NotLoopback(SocketAddr),
    /// Socket or file failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

#[derive(Clone)]
struct Counter(Arc<Inner>);

struct Inner {
    provider: Provider,
    key: Key,
    prefix: String,
    nonces: Mutex<BTreeSet<String>>,
    now: Arc<dyn Fn() -> Millis + Send + Sync>,
}

/// Serves until dropped; `opened` learns the address.
///
/// # Errors
/// [`ServeError`] when it may not or cannot listen, or its file fails.
pub async fn serve(settings: Serve, opened: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let Serve { listen, key, state, prefix, now } = settings;
    if !listen.ip().is_loopback() {
        return Err(ServeError::NotLoopback(listen));
    }
    let provider = Provider::open(state.as_deref())?;
    let courier = Courier::new(key.clone());
    let counter = Counter(Arc::new(Inner { provider, key, prefix, nonces: Mutex::default(), now }));
    let listener = tokio::net::TcpListener::bind(listen).await?;
    opened(listener.local_addr()?);
    let router = Router::new()
        .route("/cashier/{token}", get(show).post(choose))
        .route("/v1/{*rest}", any(answer))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(counter.clone());
    let now = || (counter.0.now)();
    tokio::select! {
        served = axum::serve(listener, router) => Ok(served?),
        error = courier.run(&counter.0.provider, now) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct Chosen {
    choice: String,
}

async fn show(State(counter): State<Counter>, Path(token): Path<String>) -> Response {
    let now = (counter.0.now)();
    let Some(desk) = counter.0.provider.desk(&token, now) else { return StatusCode::NOT_FOUND.into_response() };
    let action = format!("{}/cashier/{token}", counter.0.prefix);
    let mut response = Html(cashier::page(&desk, &action, now)).into_response();
    let policy = format!(
        "default-src 'none'; style-src {}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        cashier::style_hash()
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn choose(
    State(counter): State<Counter>,
    Path(token): Path<String>,
    Form(Chosen { choice }): Form<Chosen>,
) -> Response {
    let now = (counter.0.now)();
    let Some(desk) = counter.0.provider.desk(&token, now) else { return StatusCode::NOT_FOUND.into_response() };
    let Some(choice) = Choice::from_word(&choice) else { return StatusCode::UNPROCESSABLE_ENTITY.into_response() };
    if desk.is_open {
        if let Err(trouble) = counter.0.provider.choose(&desk.number, choice, now) {
            return failed(&trouble).into_response();
        }
        if choice == Choice::Forged {
            courier::forge(&counter.0.provider, &desk.number, desk.amount, now).await;
        }
    }
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(back) = HeaderValue::from_str(&desk.return_path) {
        response.headers_mut().insert(header::LOCATION, back);
    }
    response
}

fn failed(trouble: &Trouble) -> (StatusCode, Vec<u8>) {
    let refused = |status, code: &str| {
        let body = serde_json::to_vec(&Refusal { code: code.to_owned() }).unwrap_or_default();
        (StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST), body)
    };
    match trouble {
        Trouble::Refused((status, code)) => refused(*status, code),
        Trouble::Lost => refused(500, "lost"),
        Trouble::Disk(error) => {
            tracing::error!(%error, "the sandbox's file failed");
            refused(500, "disk")
        }
    }
}

/// Any question of a house: its signature is checked before anything of it is read, and the answer is signed.
async fn answer(State(counter): State<Counter>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let now = (counter.0.now)();
    let what = format!("{method} {}", uri.path());
    let message = Message { speaker: Speaker::House, what: &what, body: &body };
    let signature = headers.get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let nonce = counter.0.key.check(&message, signature, now).filter(|nonce| counter.is_fresh(nonce));
    let (status, body) = match nonce {
        None => failed(&Trouble::Refused((401, "bad_signature"))),
        Some(_) => counter.decide(&method, uri.path(), &body, now).unwrap_or_else(|trouble| failed(&trouble)),
    };
    // What is lost on the way is lost with its signature.
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        return status.into_response();
    }
    let what = format!("{} {what}", status.as_u16());
    let message = Message { speaker: Speaker::Answer, what: &what, body: &body };
    let signature = counter.0.key.sign(&message, now, rand::random());
    (status, [(HEADER, signature), ("content-type", "application/json".to_owned())], body).into_response()
}

impl Counter {
    fn is_fresh(&self, nonce: &str) -> bool {
        let mut nonces = self.0.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        if nonces.len() >= NONCES {
            nonces.clear();
        }
        nonces.insert(nonce.to_owned())
    }

    fn decide(&self, method: &Method, path: &str, body: &[u8], now: Millis) -> Result<(StatusCode, Vec<u8>), Trouble> {
        let provider = &self.0.provider;
        let parts: Vec<&str> = path.split('/').skip(2).collect();
        match (method.as_str(), parts.as_slice()) {
            ("POST", ["trades"]) => good(&provider.create(read(body)?, now)?),
            ("GET", ["trades", number]) => good(&provider.trade(number)?),
            ("POST", ["trades", number, "close"]) => good(&provider.close(number).map(|()| Empty {})?),
            ("POST", ["refunds"]) => good(&provider.refund(read(body)?, now)?),
            ("GET", ["refunds", number]) => good(&provider.refund_of(number)?),
            ("GET", ["bills", day]) => {
                let day: Day = day.parse().map_err(|_| Trouble::Refused((400, "bad_day")))?;
                good(&provider.bill(day, now)?)
            }
            ("POST", ["faults"]) => good(&provider.set_faults(read(body)?).map(|()| Empty {})?),
            _ => Err(Trouble::Refused((404, "no_such_call"))),
        }
    }
}

#[derive(Serialize)]
struct Empty {}

fn good(view: &impl Serialize) -> Result<(StatusCode, Vec<u8>), Trouble> {
    let body = serde_json::to_vec(view).map_err(io::Error::from)?;
    Ok((StatusCode::OK, body))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|_| Trouble::Refused((400, "bad_body")))
}
