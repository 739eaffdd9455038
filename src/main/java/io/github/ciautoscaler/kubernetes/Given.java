package io.github.ciautoscaler.kubernetes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document from outside gives: it can lack anything, whatever the types say. */
final class Given {

  private Given() {}

  static <T> T needed(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the document lacks what it cannot do without");
    }
    return value;
  }

  static <T> Set<T> set(@Nullable Collection<T> values) {
    return values == null ? Set.of() : Set.copyOf(values);
  }

  static <T> Map<String, T> map(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }

  static <T> Collection<T> list(@Nullable Collection<T> list) {
    return list == null ? List.of() : list;
  }
}
