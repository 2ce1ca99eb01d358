//! Putting lists in order, by one sort for all of them: a sort compiled for every kind of item weighs more
//! than the rest of the lists. Knows no item.

use std::cmp::Ordering;

/// The items in the order that `compare` gives; those it calls equal stay as they stood.
pub fn ordered<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items.get_mut(place)?.take()).collect()
}

/// The numbers below `count`, in the order that `compare` gives.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn equal_items_stay_as_they_stood() {
        let items = vec![("乙", 2), ("甲", 1), ("丙", 2), ("丁", 1), ("戊", 0)];
        let sorted = ordered(items, |(_, one), (_, other)| other.cmp(one));
        assert_eq!(sorted.iter().map(|(name, _)| *name).collect::<String>(), "乙丙甲丁戊");
        assert!(ordered(Vec::new(), u8::cmp).is_empty());
    }

    #[test]
    fn long_lists_are_put_in_order_too() {
        let items: Vec<u32> = (0..5000).map(|n| n * 7919 % 5003).collect();
        let sorted = ordered(items.clone(), u32::cmp);
        assert!(sorted.is_sorted());
        assert_eq!(sorted.len(), items.len());
    }
}
