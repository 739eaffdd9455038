package io.github.ciautoscaler.convert;

import io.github.ciautoscaler.bootstrap.Additions;
import java.util.List;
import java.util.Optional;

/** Swap as cloud-init has it, as a pool adds it. */
final class AddedSwap {

  private static final List<String> KEYS = List.of("filename", "size", "maxsize");
  private static final long MEBIBYTE = 1 << 20;
  private static final long GIBIBYTE = MEBIBYTE << 10;

  private AddedSwap() {}

  static void write(Part swap, PoolsYaml yaml) {
    swap.others(KEYS).forEach(key -> yaml.note("user_data.swap." + key + ": not known, left out."));
    swap.text("filename")
        .filter(name -> !name.equals(Additions.SWAP_FILE))
        .ifPresent(name -> yaml.note("user_data.swap: it lies in " + Additions.SWAP_FILE + "."));
    Optional<String> size = swap.text("size").filter(text -> !text.equals("auto"));
    Optional<String> most = swap.text("maxsize");
    if (size.isEmpty() && most.isPresent()) {
      yaml.note("user_data.swap: its maxsize; what size: auto takes of it is not known here.");
    }
    size.or(() -> most)
        .ifPresentOrElse(
            text -> yaml.text("swap", shown(text)),
            () -> yaml.note("user_data.swap: it has no size. Write one, as in swap: 4GiB."));
  }

  /** With a unit where that is exact. */
  private static String shown(String text) {
    if (!text.matches("\\d{1,15}")) {
      return text;
    }
    long bytes = Long.parseLong(text);
    if (bytes >= GIBIBYTE && bytes % GIBIBYTE == 0) {
      return bytes / GIBIBYTE + "GiB";
    }
    return bytes >= MEBIBYTE && bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + "MiB" : text;
  }
}
