//! Checkpoint, keys, tiles and proofs: what programs ask for.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use ledger::{
    Receipt,
    tile::{self, Layer, Tile},
};
use model::ProblemCode;
use store::ledger as kept;

use super::{index, published};
use crate::{
    app::App,
    cache::Ready,
    extract::{NoQuery, Pairs, Path},
    failure::Failure,
    ledger as log,
};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_MOMENT: &str = "max-age=2";
const ASK_AGAIN: &str = "no-cache";
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain; charset=utf-8";

/// The newest signed checkpoint, with the cosignatures that there are for it.
pub(super) async fn checkpoint(State(app): State<App>, _: NoQuery) -> Result<Response, Failure> {
    Ok(plain(TEXT, A_MOMENT, app.vouchers.beside(&published(&app)?.head.note).into_bytes()))
}

/// What its signatures are checked with, one key a line.
pub(super) async fn vkey(State(app): State<App>, _: NoQuery) -> Result<Response, Failure> {
    Ok(plain(TEXT, ASK_AGAIN, lines(&published(&app)?.vkeys)))
}

/// A tile of hashes, or a bundle of entries.
pub(super) async fn tile(
    State(app): State<App>,
    Path(rest): Path<String>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let tile: Tile = format!("tile/{rest}").parse().map_err(|_| ProblemCode::NotFound)?;
    let size = published(&app)?.head.size;
    if tile.needs().is_none_or(|needs| needs > size) {
        return Err(ProblemCode::NotFound.into());
    }
    let mut reader = app.store.read().await?;
    let mut conn = reader.conn();
    if tile.layer() != Layer::Entries {
        let bytes = log::tile_hashes(&mut conn, tile).await?.ok_or(ProblemCode::NotFound)?;
        return Ok(plain(BYTES, FOR_EVER, bytes));
    }
    let first = tile.index().saturating_mul(tile::WIDTH.into());
    let entries = kept::entries(&mut conn, first, tile.width().into()).await?;
    let leaves = entries.iter().map(|(_, leaf, _)| leaf.as_slice());
    let bundle = tile::bundle(leaves).ok_or(ProblemCode::Internal)?;
    Ok(Ready::bytes(HeaderValue::from_static(BYTES), bundle.into()).respond(&headers, FOR_EVER))
}

/// The proof that the log of `to` entries begins with that of `from`: a hash a line. Not believed by anybody before it is checked.
pub(super) async fn consistency(State(app): State<App>, Pairs(pairs): Pairs) -> Result<Response, Failure> {
    let (mut from, mut to) = (None, None);
    for (name, value) in pairs {
        match name.as_str() {
            "from" => from = Some(index(&value).ok_or_else(|| Failure::field("from"))?),
            "to" => to = Some(index(&value).ok_or_else(|| Failure::field("to"))?),
            _ => return Err(ProblemCode::BadField.into()),
        }
    }
    let size = published(&app)?.head.size;
    let to = to.unwrap_or(size);
    if to > size {
        return Err(Failure::field("to"));
    }
    let from = from.filter(|from| (1..=to).contains(from)).ok_or_else(|| Failure::field("from"))?;
    let hashes = log::consistency(&mut app.store.read().await?.conn(), from, to).await?;
    Ok(plain(TEXT, FOR_EVER, lines(&hashes.ok_or(ProblemCode::NotFound)?)))
}

/// A receipt of an entry: its leaf, its place in the newest checkpoint, and the disclosures that anybody may see.
pub(super) async fn proof(
    State(app): State<App>,
    Path(name): Path<String>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let place = name.strip_suffix(".tlog-proof").and_then(index).ok_or(ProblemCode::NotFound)?;
    let head = published(&app)?.head.clone();
    let size = head.size;
    if place >= size {
        return Err(ProblemCode::NotFound.into());
    }
    let mut reader = app.store.read().await?;
    let mut conn = reader.conn();
    let hashes = log::inclusion(&mut conn, place, size).await?.ok_or(ProblemCode::NotFound)?;
    let entries = kept::entries(&mut conn, place, 1).await?;
    let (_, leaf, _) = entries.first().ok_or(ProblemCode::NotFound)?;
    let public = kept::disclosed(&mut conn, place).await?.public;
    let note = app.vouchers.beside(&head.note);
    let receipt = Receipt::new(place, hashes, note, leaf, public).ok_or(ProblemCode::Internal)?;
    let body = receipt.to_string().into_bytes();
    Ok(Ready::bytes(HeaderValue::from_static(TEXT), body.into()).respond(&headers, ASK_AGAIN))
}

/// One line each.
fn lines<T: ToString>(values: &[T]) -> Vec<u8> {
    values.iter().flat_map(|value| [value.to_string(), "\n".to_owned()]).collect::<String>().into_bytes()
}

fn plain(kind: &'static str, cache: &'static str, body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], body).into_response()
}
