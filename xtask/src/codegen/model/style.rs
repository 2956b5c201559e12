//! How parameters are written: the styles of OpenAPI, and what they leave open.

/// How a parameter is written. What the styles look like is the runtime's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`.
    Simple {
        /// Whether members are `a=1` rather than `a,1`.
        explode: bool,
    },
    /// `a/b`: as it is, but for what would end a path.
    Reserved,
    /// `.a.b`.
    Label {
        /// Whether each item has its own dot, and each member an `=`.
        explode: bool,
    },
    /// `;name=a;name=b`.
    Matrix {
        /// Whether each item has its own name, and each member is one.
        explode: bool,
    },
    /// `name=a&name=b`.
    Form {
        /// Whether each item has its own name, and each member is one.
        explode: bool,
        /// Whether reserved characters stay as they are.
        reserved: bool,
    },
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[a]=b`.
    DeepObject(ArrayFormat),
    /// One text of JSON, where a media type stands in place of a style.
    Json,
}

impl Style {
    /// Returns its name in a description.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simple { .. } | Self::Reserved => "simple",
            Self::Label { .. } => "label",
            Self::Matrix { .. } => "matrix",
            Self::Form { .. } => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject(_) => "deepObject",
            Self::Json => "JSON",
        }
    }
}

/// How the items of a list are told apart in a deep object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrayFormat {
    /// `name[0]=a`.
    Indices,
    /// `name[]=a`.
    Brackets,
    /// `name=a`.
    Repeat,
}
