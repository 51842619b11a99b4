//! A visitor's device: keeps what it knows as text between visits, as a browser does.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use auditor::{Found, Halt, Known, Progress, Source, Step, Visit, Walk, visit};
use model::{
    Millis,
    verify::{AlarmCode, Passed, Standing},
};

/// What is kept between visits.
#[derive(Clone, Default)]
pub(crate) struct Device {
    pub(crate) known: Option<String>,
    pub(crate) progress: Option<String>,
    pub(crate) built: Vec<String>,
    pub(crate) now: i64,
}

/// The sources of these tests answer at once.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("a source of these tests never waits"),
    }
}

impl Device {
    pub(crate) fn now(&self) -> Millis {
        Millis::new(self.now)
    }

    pub(crate) fn known(&self) -> Option<Known> {
        self.known.as_deref().map(|text| serde_json::from_str(text).unwrap())
    }

    fn kept_progress(&self) -> Option<Progress> {
        self.progress.as_deref().map(|text| serde_json::from_str(text).unwrap())
    }

    pub(crate) fn built(&self) -> Vec<&str> {
        self.built.iter().map(String::as_str).collect()
    }

    fn seen(&mut self, source: &impl Source) -> Result<Visit, Halt> {
        self.now += 1000;
        let visit = wait(visit(source, &self.built(), self.known().as_ref(), self.now()))?;
        self.known = Some(serde_json::to_string(&visit.known).unwrap());
        Ok(visit)
    }

    /// The small check.
    pub(crate) fn visit(&mut self, source: &impl Source) -> Result<Standing, Halt> {
        let visit = self.seen(source)?;
        Ok(visit.told(self.kept_progress().as_ref()))
    }

    /// The audit, paused after so many bundles; `None` when it was.
    pub(crate) fn steps(&mut self, source: &impl Source, steps: usize) -> Result<Option<Passed>, Halt> {
        let visit = self.seen(source)?;
        let mut walk = wait(Walk::begin(source, &visit, self.kept_progress()))?;
        for _ in 0..steps {
            let step = wait(walk.step())?;
            self.progress = Some(serde_json::to_string(walk.progress()).unwrap());
            if step == Step::Done {
                return Ok(Some(walk.passed(&visit)));
            }
        }
        Ok(None)
    }

    /// The whole audit.
    pub(crate) fn audit(&mut self, source: &impl Source) -> Result<Passed, Halt> {
        Ok(self.steps(source, usize::MAX)?.unwrap())
    }
}

/// The alarm of a halt.
pub(crate) fn found<T: std::fmt::Debug>(halted: Result<T, Halt>) -> Found {
    match halted {
        Err(Halt::Alarm(found)) => *found,
        other => panic!("no alarm: {other:?}"),
    }
}

/// The word and the entry of an alarm.
pub(crate) fn named<T: std::fmt::Debug>(halted: Result<T, Halt>) -> (AlarmCode, Option<u64>) {
    let told = found(halted).told(Millis::new(0));
    (told.code, told.entry)
}
