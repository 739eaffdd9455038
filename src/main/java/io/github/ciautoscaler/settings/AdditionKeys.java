package io.github.ciautoscaler.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pool adds to the user-data with which its machines join: {@code
 * autoscaler.pools[0].packages}, and {@code autoscaler.pools[0].files[0].path}.
 */
public final class AdditionKeys {

  private static final long MEBIBYTE = 1 << 20;

  /** Where none is above a machine's disk, and no product overflows. */
  private static final long MOST_SWAP = MEBIBYTE << 20;

  /** A number of bytes, or with a unit, as cloud-init takes them too. */
  private static final Pattern SIZE = Pattern.compile("(?i)(\\d{1,15})\\s*([KMGT]?)(i?B)?");

  /** As apt and dnf have them, with a version or not; none that either takes for an option. */
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9+.:=~_*]*");

  private static final Pattern WHOLE_PATH = Pattern.compile("(/[^/\\p{Cntrl}]+)+");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]{3}");

  public static final Setting<List<String>> PACKAGES =
      Setting.field(
          "packages",
          Texts.LIST.then(AdditionKeys::packages),
          "Packages of the image's distribution that a new machine installs before it joins, where it"
              + " joins by cloud-init of ours.");

  public static final Setting<List<String>> COMMANDS =
      Setting.field(
          "commands",
          Texts.RAW_LIST,
          "Shell text each, run one after the other by `sh -c` on a new machine, after files and"
              + " packages and before it joins. One that fails stops nothing; cloud-init's log on"
              + " the machine has it. Nothing is expanded here. Never shown.");

  public static final Setting<Long> SWAP =
      Setting.field(
          "swap",
          new Type<>(Kind.TEXT, 0L, AdditionKeys::size),
          "How much swap a new machine makes in `/swapfile`, as in `4GiB`. Without it: none.");

  public static final Setting<String> PATH =
      Setting.field("path", Texts.TEXT.then(AdditionKeys::path), "Where it is written.").required();

  public static final Setting<String> CONTENT =
      Setting.field(
              "content",
              Texts.RAW,
              "What stands in it; `content-file` names a file here that has it. A new line is added at"
                  + " its end where there is none. Never shown; but whoever is root on a machine"
                  + " reads it.")
          .required();

  public static final Setting<String> PERMISSIONS =
      Setting.field(
              "permissions",
              Texts.TEXT.then(AdditionKeys::permissions),
              "Who may do what with it, octal and in quotes.")
          .byDefault("0644");

  static final List<Setting<?>> ALL = List.of(PACKAGES, COMMANDS, SWAP);

  /** Each file's values, in order. */
  public static final ObjectList<Values> FILES =
      new ObjectList<>(
          "files", new Schema(List.of(PATH, CONTENT, PERMISSIONS), List.of()), Function.identity());

  private AdditionKeys() {}

  private static List<String> packages(List<String> names, Remarks remarks) {
    names.stream()
        .filter(name -> !PACKAGE.matcher(name).matches())
        .findFirst()
        .ifPresent(name ->
            remarks.wrong(
                "has " + remarks.shown(name) + ", which is no name of a package",
                "Write names, as in [git, jq]."));
    return names;
  }

  private static Optional<Long> size(String text, Remarks remarks) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      return remarks.wrong(
          "is " + remarks.shown(text) + ", which is no size",
          "Write a number and a unit, as in swap: 4GiB.");
    }
    long bytes = bytes(Long.parseLong(size.group(1)), size.group(2).toUpperCase(Locale.ROOT));
    if (bytes < 0 || bytes > MOST_SWAP || (bytes > 0 && bytes < MEBIBYTE)) {
      return remarks.wrong(
          "is " + remarks.shown(text) + ", and swap is from 1MiB to 1TiB, or 0 for none",
          "Write a number and a unit, as in swap: 4GiB.");
    }
    return Optional.of(bytes);
  }

  /** Below 0 where it is beyond all bounds. */
  private static long bytes(long number, String unit) {
    int shift = unit.isEmpty() ? 0 : 10 * (1 + "KMGT".indexOf(unit));
    return number > MOST_SWAP >> shift ? -1 : number << shift;
  }

  private static String path(String path, Remarks remarks) {
    if (!WHOLE_PATH.matcher(path).matches() || path.matches(".*/\\.\\.?(/.*)?")) {
      remarks.wrong(
          "is " + remarks.shown(path) + ", which is no whole path of a file",
          "Write it from / on, without . and .., as in /etc/ci/settings.");
    }
    return path;
  }

  /** Without quotes YAML takes 0644 for octal, and makes 420 of it. */
  private static String permissions(String text, Remarks remarks) {
    if (!OCTAL.matcher(text).matches()) {
      remarks.wrong(
          "is " + remarks.shown(text) + ", which is not four octal digits",
          "Write them in quotes, as in permissions: '0644'.");
    }
    return text;
  }
}
