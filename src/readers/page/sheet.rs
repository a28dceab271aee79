//! One page as every page format gives it: characters where they stand, lines where they are drawn.
//!
//! Plain values between the format readers and `layout`. Coordinates are points, x to the right, y down,
//! from the top left corner of the visible page.

/// Which way a line of text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// To the right, as usual.
    East,
    /// Downwards: turned a quarter clockwise.
    South,
    /// To the left: upside down.
    West,
    /// Upwards: turned a quarter counterclockwise.
    North,
    /// Upright characters one below the other.
    Column,
    /// At an angle: stamps and watermarks.
    Slanted,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Area {
    /// Nothing yet: grows by [`Area::cover`].
    pub const EMPTY: Self = Self { x0: f32::MAX, y0: f32::MAX, x1: f32::MIN, y1: f32::MIN };

    /// The area between two corners, in any order.
    pub fn between(a: (f32, f32), b: (f32, f32)) -> Self {
        Self { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
    }

    /// Grows to cover a point.
    pub fn cover(&mut self, (x, y): (f32, f32)) {
        *self = Self { x0: self.x0.min(x), y0: self.y0.min(y), x1: self.x1.max(x), y1: self.y1.max(y) };
    }

    /// Grows to cover another area.
    pub fn join(&mut self, other: &Self) {
        self.cover((other.x0, other.y0));
        self.cover((other.x1, other.y1));
    }

    /// Width.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The point in the middle.
    pub fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.x0, self.x1), f32::midpoint(self.y0, self.y1))
    }

    /// Whether a point lies inside.
    pub fn holds(&self, (x, y): (f32, f32)) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }
}

/// One character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// The space it takes.
    pub area: Area,
    /// Size of its font as it appears.
    pub size: f32,
    /// Which way its line runs.
    pub turn: Turn,
    /// Characters shown together have the same number.
    pub run: u32,
    /// Not drawn: the text layer of a scanned page.
    pub hidden: bool,
}

/// A drawn line along one axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Along x; else along y.
    pub flat: bool,
    /// Its place on the other axis.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Stroke {
    /// Its length.
    pub fn length(&self) -> f32 {
        self.to - self.from
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Width of the page.
    pub width: f32,
    /// Height of the page.
    pub height: f32,
    /// Its characters, in the order the file draws them.
    pub glyphs: Vec<Glyph>,
    /// Its lines.
    pub strokes: Vec<Stroke>,
    /// Filled areas: backgrounds of cells.
    pub fills: Vec<Area>,
    /// Pictures on it.
    pub pictures: Vec<Area>,
    /// Characters whose meaning the file does not tell.
    pub unknown: usize,
    /// Curves drawn: text turned into outlines has thousands.
    pub curves: usize,
}

/// Thickest rectangle that is a line, in points.
const THIN: f32 = 4.0;

impl Sheet {
    /// A filled shape, by the area it covers: a line when it is thin, else a background.
    pub fn fill(&mut self, area: Area, shown: bool) {
        let (width, height) = (area.width(), area.height());
        if width.min(height) <= THIN {
            let (x, y) = area.middle();
            if width >= height {
                self.strokes.push(Stroke { flat: true, at: y, from: area.x0, to: area.x1 });
            }
            if height >= width {
                self.strokes.push(Stroke { flat: false, at: x, from: area.y0, to: area.y1 });
            }
        } else if shown {
            self.fills.push(area);
        }
    }

    /// A drawn line between two points, kept when it runs along an axis.
    pub fn line(&mut self, a: (f32, f32), b: (f32, f32)) {
        let area = Area::between(a, b);
        if area.height() <= 1.0 || area.width() <= 1.0 {
            self.fill(area, false);
        }
    }

    /// The outline of an area.
    pub fn outline(&mut self, area: Area) {
        if area.width().min(area.height()) <= THIN {
            return self.fill(area, false);
        }
        for at in [area.y0, area.y1] {
            self.strokes.push(Stroke { flat: true, at, from: area.x0, to: area.x1 });
        }
        for at in [area.x0, area.x1] {
            self.strokes.push(Stroke { flat: false, at, from: area.y0, to: area.y1 });
        }
    }

    /// One part of a path: its lines when stroked, its area when filled.
    pub fn draw(&mut self, points: &[(f32, f32)], stroke: bool, fill: bool, shown: bool) {
        if stroke {
            for pair in points.windows(2) {
                if let [a, b] = pair {
                    self.line(*a, *b);
                }
            }
        }
        if fill && points.len() > 1 {
            let mut area = Area::EMPTY;
            for point in points {
                area.cover(*point);
            }
            if is_upright(points, &area) {
                self.fill(area, shown);
            }
        }
    }

    /// A picture. Some programs draw lines as pictures of one pixel.
    pub fn picture(&mut self, area: Area) {
        if area.width().min(area.height()) <= THIN {
            self.fill(area, false);
        } else {
            self.pictures.push(area);
        }
    }

    /// The share of the page its largest picture covers.
    pub fn picture_share(&self) -> f32 {
        let page = (self.width * self.height).max(1.0);
        let sides = |area: &Area| (area.width().min(self.width), area.height().min(self.height));
        let share = |area: &Area| sides(area).0 * sides(area).1 / page;
        self.pictures.iter().map(share).fold(0.0, f32::max)
    }
}

/// Whether a shape fills its bounds: a rectangle, or so thin that it does not matter.
fn is_upright(points: &[(f32, f32)], area: &Area) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 0.5;
    let corner = |(x, y): &(f32, f32)| {
        (near(*x, area.x0) || near(*x, area.x1)) && (near(*y, area.y0) || near(*y, area.y1))
    };
    points.len() <= 6 && points.iter().all(corner) || area.width().min(area.height()) <= 2.0
}

impl Turn {
    /// Which way text runs along a direction on the page.
    pub fn of((x, y): (f32, f32), vertical: bool) -> Self {
        /// Tangent of the angle under which text still counts as straight: 3 degrees.
        const STRAIGHT: f32 = 0.05;
        if y.abs() <= x.abs() * STRAIGHT {
            match (x > 0.0, vertical) {
                (true, true) => Self::Column,
                (true, false) => Self::East,
                (false, _) => Self::West,
            }
        } else if x.abs() <= y.abs() * STRAIGHT {
            if y > 0.0 { Self::South } else { Self::North }
        } else {
            Self::Slanted
        }
    }
}

/// An affine map `[a b c d e f]`, as PDF and OFD write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix(pub [f32; 6]);

impl Matrix {
    /// Leaves everything in place.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point goes.
    pub fn point(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction goes.
    pub fn vector(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d, _, _] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}
