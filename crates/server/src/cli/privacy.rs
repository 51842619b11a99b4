//! `shanling privacy screen`: the text screen over any corpus, line by line.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use super::{Globals, Outcome, Trouble, lines};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Reads lines of {"text": …} and answers each with its findings; offsets are in characters
    Screen,
}

#[derive(Deserialize)]
struct Question {
    text: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Findings { findings: Vec<privacy::Finding> },
    Error { error: &'static str },
}

impl Command {
    /// Answers until the input ends.
    ///
    /// # Errors
    /// `Refused` when a line made no sense.
    #[expect(clippy::unused_async, reason = "every command is awaited alike")]
    pub async fn run(self, _globals: &Globals) -> Outcome {
        let Self::Screen = self;
        let all_good = screen_lines(&mut io::stdin().lock(), &mut io::BufWriter::new(io::stdout().lock()))?;
        if all_good { Ok(()) } else { Err(Trouble::Refused) }
    }
}

/// Answers every line of `input`; yields whether all of them made sense.
fn screen_lines(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<bool> {
    let mut all_good = true;
    lines::answer(input, output, |line, output| {
        let answer = match line.map(serde_json::from_slice::<Question>) {
            Some(Ok(question)) => Answer::Findings { findings: privacy::screen_deep(&question.text) },
            Some(Err(_)) => Answer::Error { error: "the line is not {\"text\":\"…\"}" },
            None => Answer::Error { error: lines::TOO_LONG },
        };
        all_good &= matches!(answer, Answer::Findings { .. });
        Ok(serde_json::to_writer(output, &answer)?)
    })?;
    Ok(all_good)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8]) -> (bool, Vec<serde_json::Value>) {
        let mut output = Vec::new();
        let all_good = screen_lines(&mut &*input, &mut output).unwrap();
        let text = String::from_utf8(output).unwrap();
        (all_good, text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    #[test]
    fn every_line_gets_its_answer_in_place() {
        let (all_good, answers) =
            answers("{\"text\":\"一床棉被\"}\n{\"text\":\"请打14101234567联系\",\"id\":7}".as_bytes());
        assert!(all_good);
        assert_eq!(answers[0], serde_json::json!({"findings": []}));
        let finding = &answers[1]["findings"][0];
        assert_eq!((&finding["code"], &finding["level"]), (&"privacy:mobile".into(), &"block".into()));
        assert_eq!((&finding["start"], &finding["end"]), (&2.into(), &13.into()), "in characters, not bytes");
    }

    #[test]
    fn lines_that_make_no_sense_are_answered_too() {
        let mut input = b"nonsense\n{\"text\":1}\n\xff\xff\n".to_vec();
        input.extend(b"{\"text\":\"");
        input.extend(vec![b'a'; lines::MAX]);
        input.extend("\"}\n{\"text\":\"一床棉被\"}\n".as_bytes());
        let (all_good, answers) = answers(&input);
        assert!(!all_good);
        assert_eq!(answers.len(), 5);
        assert!(answers[..4].iter().all(|answer| answer["error"].is_string()), "{answers:?}");
        assert_eq!(answers[4], serde_json::json!({"findings": []}));
    }
}
