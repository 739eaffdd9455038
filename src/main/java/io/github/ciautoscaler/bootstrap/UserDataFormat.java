package io.github.ciautoscaler.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of user-data that some image can use, told apart as cloud-init does: by their start.
 */
enum UserDataFormat {
  CLOUD_CONFIG("#cloud-config"),
  ARCHIVE("#cloud-config-archive"),
  SCRIPT("#!"),
  TEMPLATE("## template:"),
  INCLUDE("#include"),
  OTHER_OF_CLOUD_INIT("#cloud-boothook", "#part-handler", "#cloud-config-jsonp", "#upstart-job"),
  MIME("content-type:", "mime-version:"),
  /** Machine config, which Talos takes as it is and cloud-init never sees. */
  TALOS,
  /** Flatcar and others. */
  IGNITION,
  UNKNOWN;

  private static final String FIRST_LINE =
      "Start it with a line that says what it is: #cloud-config, #!/bin/sh or a MIME header. What"
          + " Talos and Ignition read is taken as it is.";
  private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\\s\";]+)");
  private static final Pattern INNER_FIRST_LINE = Pattern.compile("(?m)\\A[^\\n]*\\n\\s*(.*)");

  @SuppressWarnings("ImmutableEnumChecker") // a copy
  private final List<String> starts;

  UserDataFormat(String... starts) {
    this.starts = List.of(starts);
  }

  static UserDataFormat of(String text) {
    String start = (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
    String head = start.substring(0, Math.min(start.length(), 40)).toLowerCase(Locale.ROOT);
    UserDataFormat found = UNKNOWN;
    int longest = 0;
    for (UserDataFormat format : values()) {
      for (String one : format.starts) {
        if (head.startsWith(one) && one.length() > longest) {
          longest = one.length();
          found = format;
        }
      }
    }
    if (found != UNKNOWN) {
      return found;
    }
    return UserDataYaml.isTalos(start)
        ? TALOS
        : UserDataYaml.isIgnition(start) ? IGNITION : UNKNOWN;
  }

  boolean isForCloudInit() {
    return switch (this) {
      case CLOUD_CONFIG, ARCHIVE, SCRIPT, TEMPLATE, INCLUDE, OTHER_OF_CLOUD_INIT, MIME -> true;
      case TALOS, IGNITION, UNKNOWN -> false;
    };
  }

  /** Answers warnings; each is a predicate. */
  List<String> check(String text) throws UnusableUserData {
    if (text.replace("\uFEFF", "").isBlank()) {
      throw new UnusableUserData(
          "is base64 of nothing but white space", "Unset it, or encode the right file.");
    }
    return switch (this) {
      case CLOUD_CONFIG -> UserDataYaml.checkCloudConfig(text);
      case ARCHIVE -> UserDataYaml.checkArchive(text);
      case TALOS -> UserDataYaml.checkTalos(text);
      case SCRIPT -> saysSomething(text, "#!\\s*/\\S+.*");
      case INCLUDE -> saysSomething(text, "(?i)#include.*");
      case TEMPLATE -> checkTemplate(text);
      case MIME -> checkMime(text);
      case OTHER_OF_CLOUD_INIT, IGNITION -> List.of();
      case UNKNOWN ->
          throw new UnusableUserData(
              "has no first line by which cloud-init knows what it is, so that it does nothing",
              FIRST_LINE);
    };
  }

  private static List<String> saysSomething(String text, String firstLine) throws UnusableUserData {
    List<String> lines = text.lines().toList();
    if (!lines.getFirst().matches(firstLine)) {
      throw new UnusableUserData(
          "has a first line that names no interpreter", "Start it with #!/bin/sh.");
    }
    if (lines.stream().skip(1).noneMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
      throw new UnusableUserData(
          "has nothing below its first line", "Write out what a new machine has to do.");
    }
    return List.of();
  }

  /** What a template yields is known on the machine only. */
  private static List<String> checkTemplate(String text) throws UnusableUserData {
    Matcher inner = INNER_FIRST_LINE.matcher(text);
    if (!inner.find() || !of(inner.group(1)).isForCloudInit()) {
      throw new UnusableUserData("is a template without a second line as a header", FIRST_LINE);
    }
    return List.of();
  }

  private static List<String> checkMime(String text) throws UnusableUserData {
    String head = text.substring(0, Math.min(text.length(), 4096));
    Matcher boundary = BOUNDARY.matcher(head);
    boolean hasParts = boundary.find() && text.contains("\n--" + boundary.group(1));
    boolean isMultipart = head.toLowerCase(Locale.ROOT).contains("multipart/");
    if (!head.toLowerCase(Locale.ROOT).contains("mime-version:") || (isMultipart && !hasParts)) {
      throw new UnusableUserData(
          "is a MIME message without MIME-Version or without parts",
          "Make it with: cloud-init devel make-mime -a user-data.yaml:cloud-config");
    }
    return List.of();
  }
}
