package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.Given.Rank;
import java.util.List;

/** One place that values come from: the environment, a YAML file, the command line. */
public interface SettingsSource {

  /** Every key that it has, as spelled there; also those that are none of ours. */
  List<String> names();

  /** As written there. */
  String text(String name);

  /**
   * With placeholders filled in, where this place has placeholders.
   *
   * @throws IllegalArgumentException where one leads back to itself
   */
  String filled(String text);

  /** For people: "environment variable MAX_NODES". */
  String place(String name);

  Rank rank();

  /** Whether only exact names of variables count, because strangers write there too. */
  boolean isEnvironment();
}
