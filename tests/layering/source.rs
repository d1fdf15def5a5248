//! The sources as the house rules see them: files of `src`, `tests` and `benches`, their paths, names and marks.
//! Reads the repository's own files with `syn`; writes nothing.
//! Not here: which rules hold (`tests/layering.rs`).
//! Source: the map of the house, `src/README.md`.

use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// The repository's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One Rust file.
pub struct Source {
    /// Path from the repository's folder, with `/` between parts.
    pub path: String,
    /// Where its module stands, without `crate`: `["rules", "phase", "upkeep"]`; empty for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    /// The whole text.
    pub text: String,
    /// What was seen in it.
    pub seen: Seen,
}

impl Source {
    /// Reads source text as if it stood at `path`. Text that is not Rust counts as empty: the compiler complains better.
    pub fn new(path: &str, text: &str) -> Self {
        let module = module_of(path);
        let mut seen = Seen {
            module: module.clone(),
            ..Seen::default()
        };
        if let Ok(file) = syn::parse_file(text) {
            seen.visit_file(&file);
        }
        let (path, text) = (path.to_owned(), text.to_owned());
        Self {
            path,
            module,
            text,
            seen,
        }
    }

    /// The room a file lives in; none for `lib.rs`, `main.rs` and everything outside `src`.
    pub fn room(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    /// The lines of its `//!` head, without the mark.
    pub fn head(&self) -> Vec<&str> {
        self.text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .collect()
    }
}

/// Every Rust file below the given folders of the repository, in order of path.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let mut files = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut files);
    }
    files.sort();
    let read = |file: &PathBuf| {
        let path = file.strip_prefix(root()).unwrap_or(file);
        let path = path.to_string_lossy().replace('\\', "/");
        Source::new(&path, &fs::read_to_string(file).unwrap_or_default())
    };
    files.iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn module_of(path: &str) -> Vec<String> {
    let Some(path) = path.strip_prefix("src/") else {
        return Vec::new();
    };
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    match path {
        "lib" | "main" => Vec::new(),
        _ => path.split('/').map(str::to_owned).collect(),
    }
}

/// What a walk over one file gathers.
#[derive(Default)]
pub struct Seen {
    /// The module the walk is in; inline modules are entered and left.
    module: Vec<String>,
    /// Every path written, from `use`, types, expressions and macros, as its segments; `self`, `super` and
    /// `casus_foederis` are resolved, so that a path within the crate starts with `crate`.
    pub paths: Vec<Vec<String>>,
    /// Names of types, traits and inline modules it declares.
    pub declared: Vec<String>,
    /// Names of attributes: `test`, `ignore`, `should_panic`, …
    pub attributes: Vec<String>,
    /// Names of macros called, also inside other macros.
    pub macros: Vec<String>,
}

impl Seen {
    /// Functions marked as tests, also those inside macros such as `proptest!`.
    pub fn tests(&self) -> usize {
        self.attributes
            .iter()
            .filter(|name| *name == "test")
            .count()
    }

    fn path(&mut self, segments: &[String]) {
        let mut rest = segments;
        let mut base = self.module.clone();
        let mut inside = false;
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "crate" | "$crate" | "casus_foederis" => base.clear(),
                "self" => {}
                "super" => drop(base.pop()),
                _ => break,
            }
            (inside, rest) = (true, after);
        }
        let mut path = Vec::new();
        if inside {
            path.push("crate".to_owned());
            path.extend(base);
        }
        path.extend_from_slice(rest);
        self.paths.push(path);
    }

    fn use_tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.use_tree(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.use_tree(tree, before)),
            syn::UseTree::Glob(_) => self.leaf("*", before),
            syn::UseTree::Name(name) => self.leaf(&name.ident.to_string(), before),
            syn::UseTree::Rename(rename) => self.leaf(&rename.ident.to_string(), before),
        }
    }

    fn leaf(&mut self, name: &str, before: &mut Vec<String>) {
        before.push(name.to_owned());
        self.path(before);
        before.pop();
    }

    /// What stands in a macro is no syntax tree: read it word by word.
    fn words(&mut self, text: &str) {
        let words = split_words(text);
        let mut at = 0;
        while at < words.len() {
            let next = |offset: usize| words.get(at + offset).map_or("", String::as_str);
            if next(0) == "#" && next(1) == "[" {
                self.attributes.push(next(2).to_owned());
            }
            let is_name = is_word(next(0));
            if is_name && next(1) == "!" && matches!(next(2), "(" | "[" | "{") {
                self.macros.push(next(0).to_owned());
            }
            let mut segments = Vec::new();
            let mut ahead = 0;
            while is_name && next(ahead + 1) == "::" && is_word(next(ahead + 2)) {
                segments.push(next(ahead).to_owned());
                ahead += 2;
            }
            if is_name && ahead > 0 {
                segments.push(next(ahead).to_owned());
                self.path(&segments);
            } else if is_name {
                self.paths.push(vec![next(0).to_owned()]);
            }
            at += ahead + 1;
        }
    }
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.use_tree(&item.tree, &mut Vec::new());
        visit::visit_item_use(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.path(&segments);
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(super)` and `pub(in crate::…)` name modules without using them.
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let Some(last) = attribute.path().segments.last() {
            self.attributes.push(last.ident.to_string());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(last) = call.path.segments.last() {
            self.macros.push(last.ident.to_string());
        }
        self.words(&call.tokens.to_string());
        visit::visit_macro(self, call);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.declared.push(item.ident.to_string());
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.declared.push(item.ident.to_string());
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.declared.push(item.ident.to_string());
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.declared.push(item.ident.to_string());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.declared.push(item.ident.to_string());
        visit::visit_item_type(self, item);
    }
}

fn is_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_' || first == '$')
}

/// Names (also `$crate`), `::` and single marks; what stands in quotes is left out.
fn split_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '"' {
            while let Some(quoted) = rest.next() {
                match quoted {
                    '\\' => drop(rest.next()),
                    '"' => break,
                    _ => {}
                }
            }
        } else if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(more) = rest.next_if(|next| next.is_alphanumeric() || *next == '_') {
                word.push(more);
            }
            match words.last_mut() {
                Some(last) if last == "$" => last.push_str(&word),
                _ => words.push(word),
            }
        } else if c == ':' && rest.next_if_eq(&':').is_some() {
            words.push("::".to_owned());
        } else if !c.is_whitespace() {
            words.push(c.to_string());
        }
    }
    words
}

/// The words of a name: `snake_case`, `CamelCase` or both, in small letters.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_small) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.extend(c.to_lowercase());
        }
        before_small = c.is_lowercase() || c.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}
