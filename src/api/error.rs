//! Why a call did not yield what was asked for, and when it is worth another try. Pure.

use model::{Problem, ProblemCode};

use super::json;

/// What a call yields.
pub(crate) type ApiResult<T> = Result<T, ApiError>;

/// Why a call to our server did not yield what was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ApiError {
    /// No answer came: offline, too slow, or cut off. Nobody knows whether the server has heard.
    Unreachable,
    /// The server declined and said why.
    Refused(Box<Problem>),
    /// The answer makes no sense to this build, most likely an old one.
    Unintelligible {
        /// Its HTTP status.
        status: u16,
    },
}

impl ApiError {
    /// The reason of the server, if it gave one.
    pub(crate) fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// Whether the server has decided about the request itself; only then is a key used up.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Unreachable => false,
            Self::Refused(problem) => {
                let undecided = [ProblemCode::InFlight, ProblemCode::SignInNeeded];
                problem.status < 500 && problem.status != 429 && !undecided.contains(&problem.code)
            }
            Self::Unintelligible { status } => (400..500).contains(status) && *status != 429,
        }
    }
}

/// The body of an answer that is good, or what is wrong with it.
pub(crate) fn understand(status: u16, body: String) -> ApiResult<String> {
    if (200..300).contains(&status) {
        return Ok(body);
    }
    match json::read::<Problem>(&body) {
        Ok(problem) => Err(ApiError::Refused(Box::new(problem))),
        Err(_) => Err(ApiError::Unintelligible { status }),
    }
}

/// How long to wait before the same request is sent once more by itself, in milliseconds; `None` when it is up to the
/// person. Only a request that may still be under way, or whose answer was lost, is repeated: with the same key that
/// yields one claim, however often it is heard.
pub(crate) fn pause_before_retry(error: &ApiError, tried: u32) -> Option<u32> {
    let in_flight = error.code() == Some(ProblemCode::InFlight);
    let lost = matches!(error, ApiError::Unreachable);
    match (in_flight, lost, tried) {
        (true, _, ..6) => Some(400 << tried),
        (_, true, ..3) => Some(1000 << tried),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: ProblemCode) -> ApiError {
        ApiError::Refused(Box::new(Problem::new(code)))
    }

    #[test]
    fn answers_are_understood_by_status_and_body() {
        let problem = r#"{"status":409,"code":"already_claimed","title":"already claimed"}"#;
        for (status, body, want) in [
            (200, "{}", Ok("{}".to_owned())),
            (201, "[]", Ok("[]".to_owned())),
            (204, "", Ok(String::new())),
            (409, problem, Err(refused(ProblemCode::AlreadyClaimed))),
            (502, "<html>bad gateway</html>", Err(ApiError::Unintelligible { status: 502 })),
            (404, "", Err(ApiError::Unintelligible { status: 404 })),
        ] {
            assert_eq!(understand(status, body.to_owned()), want, "{status} {body}");
        }
    }

    #[test]
    fn only_lost_and_unfinished_requests_are_repeated_and_not_for_ever() {
        for (error, tried, want) in [
            (refused(ProblemCode::InFlight), 0, true),
            (refused(ProblemCode::InFlight), 5, true),
            (refused(ProblemCode::InFlight), 6, false),
            (ApiError::Unreachable, 0, true),
            (ApiError::Unreachable, 2, true),
            (ApiError::Unreachable, 3, false),
            (refused(ProblemCode::AlreadyClaimed), 0, false),
            (refused(ProblemCode::Internal), 0, false),
            (refused(ProblemCode::TooManyRequests), 0, false),
            (ApiError::Unintelligible { status: 502 }, 0, false),
        ] {
            assert_eq!(pause_before_retry(&error, tried).is_some(), want, "{error:?} after {tried}");
        }
    }

    #[test]
    fn a_key_is_used_up_only_when_the_server_has_decided() {
        for (error, want) in [
            (ApiError::Unreachable, false),
            (refused(ProblemCode::InFlight), false),
            (refused(ProblemCode::Internal), false),
            (refused(ProblemCode::Unavailable), false),
            (refused(ProblemCode::TooManyRequests), false),
            (refused(ProblemCode::SignInNeeded), false),
            (refused(ProblemCode::AlreadyClaimed), true),
            (refused(ProblemCode::KeyReused), true),
            (ApiError::Unintelligible { status: 502 }, false),
            (ApiError::Unintelligible { status: 404 }, true),
        ] {
            assert_eq!(error.is_final(), want, "{error:?}");
        }
    }
}
