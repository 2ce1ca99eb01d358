//! A place in a tree as a source to read a type from. As the library's own source for trees, but that only
//! an object is read as a struct, and that there is one of it: every type is compiled once and half as long.

use std::fmt;
use std::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde_json::map;
use serde_json::{Error, Map, Number, Value};

/// A value in the tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'t>(pub(super) &'t Value);

impl<'t> Node<'t> {
    fn wrong<V: Visitor<'t>, T>(self, visitor: &V) -> Result<T, Error> {
        Err(self.not(visitor))
    }

    fn not(self, expected: &dyn serde::de::Expected) -> Error {
        let found = match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Unexpected::Unsigned(number),
                (None, Some(number)) => Unexpected::Signed(number),
                (None, None) => Unexpected::Other("number"),
            },
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Error::invalid_type(found, expected)
    }

    fn text<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(text) => visitor.visit_borrowed_str(text),
            _ => self.wrong(&visitor),
        }
    }

    fn whole<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Number(number) => self.number(number, visitor),
            _ => self.wrong(&visitor),
        }
    }

    fn number<V: Visitor<'t>>(self, number: &Number, visitor: V) -> Result<V::Value, Error> {
        match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => visitor.visit_u64(number),
            (None, Some(number)) => visitor.visit_i64(number),
            (None, None) => self.wrong(&visitor),
        }
    }

    fn list<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => list(items, visitor),
            _ => self.wrong(&visitor),
        }
    }

    fn object<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(members) => visitor.visit_map(Members::of(members)),
            _ => self.wrong(&visitor),
        }
    }
}

/// Of a list that is to be read whole.
fn list<'t, V: Visitor<'t>>(items: &'t [Value], visitor: V) -> Result<V::Value, Error> {
    let mut left = Items(items.iter());
    let read = visitor.visit_seq(&mut left)?;
    match left.0.len() {
        0 => Ok(read),
        _ => Err(Error::invalid_length(items.len(), &"fewer elements in array")),
    }
}

macro_rules! read_as {
    ($how:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$how(visitor)
        })*
    };
}

impl<'t> Deserializer<'t> for Node<'t> {
    type Error = Error;

    read_as!(text: deserialize_str deserialize_string deserialize_char deserialize_identifier);
    read_as!(whole: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64);
    read_as!(list: deserialize_seq);
    read_as!(object: deserialize_map);
    // Nothing of ours has these in JSON; the visitor says so.
    read_as!(deserialize_any: deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf deserialize_unit);

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(_) => self.whole(visitor),
            Value::String(_) => self.text(visitor),
            Value::Array(_) => self.list(visitor),
            Value::Object(_) => self.object(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => self.wrong(&visitor),
        }
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.object(visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, content: None }),
            Value::Object(members) => match members.iter().next() {
                Some((name, content)) if members.len() == 1 => {
                    visitor.visit_enum(Variant { name, content: Some(Node(content)) })
                }
                _ => Err(Error::invalid_value(Unexpected::Map, &"map with a single key")),
            },
            _ => Err(self.not(&"string or map")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.list(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

struct Items<'t>(slice::Iter<'t, Value>);

impl<'t> SeqAccess<'t> for &mut Items<'t> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Node(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members<'t> {
    left: map::Iter<'t>,
    content: Option<&'t Value>,
}

impl<'t> Members<'t> {
    fn of(members: &'t Map<String, Value>) -> Self {
        Self { left: members.iter(), content: None }
    }
}

impl<'t> MapAccess<'t> for Members<'t> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, content)) = self.left.next() else { return Ok(None) };
        self.content = Some(content);
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<T::Value, Error> {
        match self.content.take() {
            Some(content) => seed.deserialize(Node(content)),
            None => Err(Error::custom("value is missing")),
        }
    }
}

/// A case of an enum: a name alone, or an object of one member.
struct Variant<'t> {
    name: &'t str,
    content: Option<Node<'t>>,
}

impl<'t> Variant<'t> {
    fn content(self, expected: &dyn fmt::Display) -> Result<Node<'t>, Error> {
        self.content
            .ok_or_else(|| Error::custom(format_args!("unit variant `{}`, expected {expected}", self.name)))
    }
}

impl<'t> EnumAccess<'t> for Variant<'t> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<Error>::new(self.name))?, self))
    }
}

impl<'t> VariantAccess<'t> for Variant<'t> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None | Some(Node(Value::Null)) => Ok(()),
            Some(content) => Err(content.not(&"unit variant")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.content(&"newtype variant")?)
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.content(&"tuple variant")?.list(visitor)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.content(&"struct variant")?.object(visitor)
    }
}
