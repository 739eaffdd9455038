package io.github.ciautoscaler.settings;

import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a text of one kind means: its parser, and in it the sentences about what is wrong or odd.
 *
 * @param unit of a number, for people; empty where it has none
 * @param standIn used where the value is wrong or missing, so that the next problem is found too
 */
public record Type<T>(Kind kind, String unit, T standIn, Reader<T> reader) {

  /** Empty means that the text is wrong, which {@code remarks} was told. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(String text, Remarks remarks);
  }

  Type(Kind kind, T standIn, Reader<T> reader) {
    this(kind, "", standIn, reader);
  }

  Type<T> in(String newUnit) {
    return new Type<>(kind, newUnit, standIn, reader);
  }

  /** Goes on with what was right: says what is odd, and may take another value. */
  public Type<T> then(BiFunction<T, Remarks, T> next) {
    return new Type<>(
        kind,
        unit,
        standIn,
        (text, remarks) -> reader.read(text, remarks).map(value -> next.apply(value, remarks)));
  }

  /** Where a whole number of what, else the kind's word. */
  public String word() {
    return unit.isEmpty() ? kind.word() : unit;
  }
}
