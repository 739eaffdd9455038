package io.github.ciautoscaler.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of one object mean: of the whole tree, or of one element of a list. What is
 * wrong or odd is collected, and yields a stand-in, so that the next problem is found too.
 */
public final class Values {

  private final Reading reading;
  private final KeyPath here;

  private Values(Reading reading, KeyPath here) {
    this.reading = reading;
    this.here = here;
  }

  /**
   * @param defaults what holds where nobody says otherwise, by place; before those declared
   */
  private record Reading(
      Tree tree, Choice choice, Map<KeyPath, String> defaults, Findings findings) {}

  /**
   * The whole tree.
   *
   * @param defaults what holds where nobody says otherwise, before the defaults that are declared
   */
  public static Values of(
      Tree tree, Choice choice, Map<Setting<?>, String> defaults, Findings findings) {
    Map<KeyPath, String> byPlace =
        defaults.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> KeyPath.ROOT.child(entry.getKey().key()), Map.Entry::getValue));
    return new Values(new Reading(tree, choice, byPlace, findings), KeyPath.ROOT);
  }

  /** Its value, else its default. A setting that must be there and is not is a problem. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseGet(() -> {
          if (setting.isRequired() && !reading.tree.unreadable().contains(at(setting))) {
            problem(setting, "is missing", mendMissing(setting));
          }
          return setting.type().standIn();
        });
  }

  /** Empty where neither somebody nor its declaration says anything. */
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable(text(setting))
        .map(text ->
            setting.type().reader().read(text, remarks(setting)).orElse(setting.type().standIn()));
  }

  /** The objects of a list, in order; none where nobody wrote one. */
  public <R> List<R> list(ObjectList<R> list) {
    KeyPath at = here.child(list.key());
    SortedSet<Integer> numbers = reading.tree.elements(at);
    if (!numbers.isEmpty() && numbers.last() >= numbers.size()) {
      int gap = 0;
      while (numbers.contains(gap)) {
        gap++;
      }
      reading.findings.add(
          new Problem(
              at.element(gap) + " is missing, but " + at.element(numbers.last()) + " is there",
              null,
              "Number the elements of " + at + " from 0, without a gap."));
    }
    return numbers.stream()
        .map(number -> list.make().apply(new Values(reading, at.element(number))))
        .toList();
  }

  /** Says what only a look at several settings shows. */
  public void problem(Setting<?> setting, String what, String mend) {
    remarks(setting).wrong(what, mend);
  }

  /** Says what only a look at several settings shows. */
  public void odd(Setting<?> setting, String sentence) {
    remarks(setting).odd(sentence);
  }

  /** Whether somebody wrote it. */
  public boolean isGiven(Setting<?> setting) {
    return given(setting) != null;
  }

  /** As the owner spelled it; as we call it where he did not. */
  public String spelled(Setting<?> setting) {
    Given given = given(setting);
    if (given != null) {
      return given.name();
    }
    return setting.variables().isEmpty() ? at(setting).toString() : setting.name();
  }

  private @Nullable String text(Setting<?> setting) {
    Given given = given(setting);
    return given != null
        ? given.value()
        : reading.defaults.getOrDefault(at(setting), setting.defaultValue());
  }

  private @Nullable Given given(Setting<?> setting) {
    return reading.choice.chosen().get(at(setting));
  }

  private KeyPath at(Setting<?> setting) {
    return here.child(setting.key());
  }

  private Remarks remarks(Setting<?> setting) {
    Given given = given(setting);
    String from = given == null ? null : given.origin().place();
    return new Remarks(setting, spelled(setting), from, reading.findings);
  }

  private String mendMissing(Setting<?> setting) {
    String names =
        setting.variables().isEmpty()
            ? at(setting).toString()
            : String.join(" or ", setting.variables())
                + ", or "
                + setting.name()
                + "_FILE to a file that holds it";
    return "Set " + names + ". " + setting.meaning();
  }
}
