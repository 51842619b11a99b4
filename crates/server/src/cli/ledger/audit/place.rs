//! Where a log is read from: a server, or a folder of its files.

use std::{
    convert::Infallible,
    fs,
    io::{self, Read as _},
    path::PathBuf,
    str::FromStr,
};

use auditor::{Bytes, Source, most};
use axum::http::StatusCode;
use model::verify::Trouble;

use crate::outward::{Outward, Silence};

/// The place that the command line names.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// The address below which the files lie, without a slash at its end.
    Site(String, Option<Outward>),
    /// A folder with `checkpoint` in it.
    Folder(PathBuf),
}

impl FromStr for Place {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let is_site = text.starts_with("https://") || text.starts_with("http://");
        Ok(if is_site {
            Self::Site(text.trim_end_matches('/').to_owned(), Outward::new().ok())
        } else {
            Self::Folder(text.into())
        })
    }
}

impl Source for Place {
    fn get(&self, path: &str) -> Bytes<'_> {
        let path = path.to_owned();
        match self {
            Self::Site(address, Some(outward)) => {
                let (address, outward, limit) = (format!("{address}/{path}"), outward.clone(), most(&path));
                // On its way from now on, whenever it is awaited.
                let task = tokio::spawn(async move { outward.get(&address, limit).await });
                Box::pin(async move {
                    match task.await {
                        Ok(Ok(reply)) if reply.status == StatusCode::OK => Ok(reply.body.to_vec()),
                        Ok(Ok(reply)) if matches!(reply.status, StatusCode::NOT_FOUND | StatusCode::GONE) => {
                            Err(Trouble::Missing { path })
                        }
                        Ok(Ok(reply)) => Err(Trouble::Refused { status: reply.status.as_u16() }),
                        Ok(Err(Silence::TooLarge)) => Err(Trouble::TooLong { path }),
                        Ok(Err(_)) | Err(_) => Err(Trouble::Unreachable),
                    }
                })
            }
            Self::Site(_, None) => Box::pin(async { Err(Trouble::Unreachable) }),
            Self::Folder(dir) => {
                // Convenience that only a server has.
                let found =
                    if path.contains('?') { Err(Trouble::Missing { path }) } else { read(dir.join(&path), path) };
                Box::pin(async move { found })
            }
        }
    }
}

fn read(file: PathBuf, path: String) -> Result<Vec<u8>, Trouble> {
    let limit = most(&path);
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing { path: path.clone() },
        _ => Trouble::Unreachable,
    })?;
    opened.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| Trouble::Unreachable)?;
    if bytes.len() > limit { Err(Trouble::TooLong { path }) } else { Ok(bytes) }
}
