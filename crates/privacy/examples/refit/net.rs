//! A straight sum of the features, and beside it a layer of sums that count only where they are positive; fitted by Adam's
//! method. Nothing here depends on the machine: one thread, an order of its own, and an exponential function of its own.

use std::fmt::Write;

use privacy::fitting::COUNT;

use crate::random::Random;

/// The straight sum and the bent ones; `src/deep/weigh.rs` has the same.
const WIDTH: usize = 17;
/// Candidates of one step.
const BATCH: usize = 64;
/// How far the first steps go; the last ones go hardly any further.
const RATE: f64 = 0.004;
/// How hard weights are held at zero.
const RIDGE: f64 = 2e-6;

/// A candidate with its verdict.
pub(crate) struct Row {
    pub(crate) features: Vec<(usize, f32)>,
    pub(crate) is_name: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// What is fitted.
pub(crate) struct Net {
    /// For each feature its weight in each of the sums; at last the weights of the sums in the verdict.
    weights: Vec<[f64; WIDTH]>,
}

impl Net {
    /// Small weights of both signs to begin with.
    pub(crate) fn new(random: &mut Random) -> Self {
        let mut draw = |most: f64| (random.below(2001) as f64 / 1000.0 - 1.0) * most;
        let mut line = |first: f64, most: f64| std::array::from_fn(|at| if at == 0 { first } else { draw(most) });
        let mut weights: Vec<[f64; WIDTH]> = (0..COUNT).map(|_| line(0.0, 0.25)).collect();
        weights.push(line(1.0, 0.4));
        Self { weights }
    }

    fn sums(&self, features: &[(usize, f32)]) -> [f64; WIDTH] {
        let mut sums = [0.0; WIDTH];
        for (at, value) in features {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*at]) {
                *sum += weight * f64::from(*value);
            }
        }
        sums
    }

    fn verdict(&self, sums: &[f64; WIDTH]) -> f64 {
        let bent = sums.iter().zip(&self.weights[COUNT]).skip(1).map(|(sum, weight)| sum.max(0.0) * weight);
        sums[0] + bent.sum::<f64>()
    }

    /// Adds to every verdict: the first feature is 1 for every candidate.
    pub(crate) fn lean(&mut self, shift: f64) {
        self.weights[0][0] += shift;
    }

    /// Above 0 for a name.
    pub(crate) fn score(&self, features: &[(usize, f32)]) -> f64 {
        self.verdict(&self.sums(features))
    }

    /// Goes through all rows so many times, each time in another order.
    pub(crate) fn fit(&mut self, rows: &[Row], rounds: usize, random: &mut Random) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut adam = Adam::new(rounds * rows.len().div_ceil(BATCH));
        for round in 1..=rounds {
            for at in (1..order.len()).rev() {
                order.swap(at, random.below(at + 1));
            }
            let loss: f64 = order.chunks(BATCH).map(|batch| adam.step(&mut self.weights, batch, rows)).sum();
            println!("round {round} of {rounds}: loss {loss:.0}");
        }
    }

    /// A line for each feature.
    pub(crate) fn table(&self) -> String {
        let mut text = String::new();
        for line in &self.weights {
            let numbers: Vec<String> = line.iter().map(|weight| format!("{weight:.2}")).collect();
            writeln!(text, "{}", numbers.join(" ")).unwrap();
        }
        text
    }
}

/// What Adam's method remembers of the slopes that it has seen.
struct Adam {
    first: Vec<[f64; WIDTH]>,
    second: Vec<[f64; WIDTH]>,
    slope: Vec<[f64; WIDTH]>,
    done: f64,
    all: f64,
}

impl Adam {
    fn new(steps: usize) -> Self {
        let zero = vec![[0.0; WIDTH]; COUNT + 1];
        Self { first: zero.clone(), second: zero.clone(), slope: zero, done: 0.0, all: steps as f64 }
    }

    /// One step; yields how unlikely the verdicts were before it.
    fn step(&mut self, weights: &mut [[f64; WIDTH]], batch: &[usize], rows: &[Row]) -> f64 {
        let mut touched = vec![COUNT];
        let mut loss = 0.0;
        for row in batch.iter().map(|at| &rows[*at]) {
            loss += self.learn(weights, row);
            touched.extend(row.features.iter().map(|(at, _)| *at));
        }
        touched.sort_unstable();
        touched.dedup();
        self.done += 1.0;
        let rate = RATE * (1.0 - self.done / self.all).max(0.02);
        for at in touched {
            // The straight sum counts as it is.
            for place in usize::from(at == COUNT)..WIDTH {
                let weight = &mut weights[at][place];
                let slope = std::mem::take(&mut self.slope[at][place]) + RIDGE * *weight;
                let (first, second) = (&mut self.first[at][place], &mut self.second[at][place]);
                *first = 0.9 * *first + 0.1 * slope;
                *second = 0.999 * *second + 0.001 * slope * slope;
                *weight -= rate * *first / (second.sqrt() + 1e-7);
            }
        }
        loss
    }

    /// Adds up the slopes of one row.
    fn learn(&mut self, weights: &[[f64; WIDTH]], row: &Row) -> f64 {
        let mut sums = [0.0; WIDTH];
        for (at, value) in &row.features {
            for (sum, weight) in sums.iter_mut().zip(&weights[*at]) {
                *sum += weight * f64::from(*value);
            }
        }
        let outer = &weights[COUNT];
        let bent: f64 = sums.iter().zip(outer).skip(1).map(|(sum, weight)| sum.max(0.0) * weight).sum();
        let chance = 1.0 / (1.0 + exp(-(sums[0] + bent).clamp(-40.0, 40.0)));
        let want = if row.is_name { 1.0 } else { 0.0 };
        let error = (chance - want) * row.weight / BATCH as f64;
        let mut back = [error; WIDTH];
        for at in 1..WIDTH {
            self.slope[COUNT][at] += error * sums[at].max(0.0);
            back[at] = if sums[at] > 0.0 { error * outer[at] } else { 0.0 };
        }
        for (at, value) in &row.features {
            for (slope, back) in self.slope[*at].iter_mut().zip(&back) {
                *slope += back * f64::from(*value);
            }
        }
        row.weight * (chance - want).abs()
    }
}

/// The exponential function, of the same digits on every machine.
fn exp(value: f64) -> f64 {
    let halves = (value * std::f64::consts::LOG2_E).round();
    let rest = value - halves * std::f64::consts::LN_2;
    let (mut sum, mut term) = (1.0, 1.0);
    for at in 1..14 {
        term *= rest / f64::from(at);
        sum += term;
    }
    sum * 2.0_f64.powi(halves as i32)
}
