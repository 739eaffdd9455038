package io.github.ciautoscaler.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a type has to say about the value of one setting. The sentences have no subject. */
public final class Remarks {

  private final Setting<?> setting;
  private final String subject;
  private final @Nullable String from;
  private final Findings findings;

  Remarks(Setting<?> setting, String subject, @Nullable String from, Findings findings) {
    this.setting = setting;
    this.subject = subject;
    this.from = from;
    this.findings = findings;
  }

  /** Stops the start; {@code what} goes on where the setting's name ends. */
  public <T> Optional<T> wrong(String what, String mend) {
    findings.add(new Problem(subject + " " + what, from, mend));
    return Optional.empty();
  }

  /** Is only said. */
  public void odd(String sentence) {
    findings.warn(subject + " " + sentence);
  }

  /** The value as it may be shown. */
  String shown(String text) {
    return setting.kind().shown(text);
  }

  /** How it is written right, for people. */
  String example(String otherwise) {
    String value = setting.defaultValue() == null ? otherwise : setting.defaultValue();
    return setting.variables().isEmpty()
        ? setting.key() + ": " + value
        : setting.name() + "=" + value;
  }

  @Nullable String defaultValue() {
    return setting.defaultValue();
  }

  /** How to mend it beside writing it right. */
  String orUnset() {
    return setting.isRequired() ? "." : ", or unset it.";
  }
}
