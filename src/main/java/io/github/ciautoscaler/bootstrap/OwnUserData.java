package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The owner's own user-data in place of ours: what Hetzner is sent of it, or why no machine could
 * make use of it. Nothing that is said quotes it, because it holds a join token.
 */
public final class OwnUserData {

  /** More unpacked is taken for a mistake, in bytes. */
  private static final int MOST_UNPACKED = 4 * 1024 * 1024;

  private static final String ENCODE = "Encode the file once: base64 -w0 < user-data.yaml";

  private final List<String> warnings = new ArrayList<>();

  private OwnUserData() {}

  /** What became of it. */
  public sealed interface Checked {}

  /**
   * @param sent as text, because Hetzner's API carries nothing else
   * @param warnings predicates whose subject is the setting
   */
  public record Usable(Secret sent, List<String> warnings) implements Checked {}

  /**
   * @param what a predicate whose subject is the setting
   * @param mend a whole sentence
   */
  public record Useless(String what, String mend) implements Checked {}

  /** Whether Talos reads it; cloud-init never sees that. */
  public static boolean isForTalos(Secret sent) {
    return UserDataFormat.of(sent.reveal()) == UserDataFormat.TALOS;
  }

  /** Takes base64, in lines or not, of a text or of a gzip of one; or a text of several lines. */
  public static Checked check(String given) {
    OwnUserData own = new OwnUserData();
    try {
      String sent = isWrittenOut(given) ? own.usable(given) : own.read(decoded(given));
      int size = sent.getBytes(StandardCharsets.UTF_8).length;
      // What Talos is sent is made of it, without its comments.
      if (size > UserData.MAX_BYTES && UserDataFormat.of(sent) != UserDataFormat.TALOS) {
        throw new UnusableUserData(
            "decodes to " + size + " bytes; Hetzner takes at most " + UserData.MAX_BYTES,
            "Pack it, which cloud-init understands: gzip -9 < user-data.yaml | base64 -w0. Or let"
                + " it fetch a script instead of writing it out.");
      }
      return new Usable(new Secret(sent), List.copyOf(own.warnings));
    } catch (UnusableUserData e) {
      return new Useless(e.what(), e.mend());
    }
  }

  /** A text in which something is still to be filled in: base64, of a gzip or not, or as it is. */
  public static Checked template(String given) {
    try {
      if (given.strip().lines().count() > 1 && !given.matches("[A-Za-z0-9+/=\\s]*")) {
        return new Usable(new Secret(given), List.of());
      }
      byte[] bytes = decoded(given);
      return new Usable(new Secret(text(isGzip(bytes) ? unpacked(bytes) : bytes)), List.of());
    } catch (UnusableUserData e) {
      return new Useless(e.what(), e.mend());
    }
  }

  /** Packed where it is too large as it is, and for cloud-init, which unpacks it. */
  static Secret packedIfNeeded(String text, String mend) {
    boolean isLarge = text.getBytes(StandardCharsets.UTF_8).length > UserData.MAX_BYTES;
    boolean isPacked = isLarge && UserDataFormat.of(text).isForCloudInit();
    return UserData.limited(isPacked ? Base64.getEncoder().encodeToString(gzip(text)) : text, mend);
  }

  private static boolean isWrittenOut(String given) {
    return given.strip().lines().count() > 1
        && UserDataFormat.of(given) != UserDataFormat.UNKNOWN
        && !given.matches("[A-Za-z0-9+/=\\s]*");
  }

  private static byte[] decoded(String base64) throws UnusableUserData {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new UnusableUserData("is not base64", ENCODE);
    }
  }

  private String read(byte[] bytes) throws UnusableUserData {
    if (isGzip(bytes)) {
      return packed(bytes);
    }
    String text = text(bytes);
    if (looksLikeBase64(text)) {
      warnings.add("is base64 twice, of which one layer is taken off; encode it once");
      byte[] inner = decoded(text);
      return isGzip(inner) ? packed(inner) : usable(text(inner));
    }
    return usable(text);
  }

  /** Hetzner carries text only; cloud-init undoes base64 and then gzip. */
  private String packed(byte[] gzip) throws UnusableUserData {
    String text = text(unpacked(gzip));
    String usable = usable(text);
    if (!UserDataFormat.of(text).isForCloudInit()) {
      throw new UnusableUserData(
          "is a gzip of what is not for cloud-init, and nobody else unpacks it",
          "Encode it as it is: base64 -w0 < machine-config.yaml");
    }
    byte[] sent = usable.equals(text) ? gzip : gzip(usable);
    return Base64.getEncoder().encodeToString(sent);
  }

  private String usable(String text) throws UnusableUserData {
    UserDataFormat format = UserDataFormat.of(text);
    String usable = format.isForCloudInit() ? tidied(text) : text;
    warnings.addAll(format.check(usable));
    return usable;
  }

  /** Without what cloud-init or a script's interpreter would stumble over. */
  private String tidied(String text) {
    String tidied = text;
    if (tidied.startsWith("\uFEFF")) {
      warnings.add("starts with a byte order mark, which is left out");
      tidied = tidied.substring(1);
    }
    if (tidied.contains("\r\n")) {
      warnings.add("has line ends of Windows, which are made those of Unix");
      tidied = tidied.replace("\r\n", "\n");
    }
    return tidied.stripLeading();
  }

  private static boolean looksLikeBase64(String text) {
    String packed = text.replaceAll("\\s", "");
    if (packed.length() < 8 || !packed.matches("[A-Za-z0-9+/]+={0,2}")) {
      return false;
    }
    try {
      byte[] inner = decoded(packed);
      return isGzip(inner) || UserDataFormat.of(text(inner)) != UserDataFormat.UNKNOWN;
    } catch (UnusableUserData neither) {
      return false;
    }
  }

  private static String text(byte[] bytes) throws UnusableUserData {
    if (isUtf16(bytes)) {
      throw new UnusableUserData(
          "is text in UTF-16, which no machine reads", "Save the file as UTF-8, and encode that.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException said) {
      // below
    }
    throw new UnusableUserData(
        "is neither base64 of a text in UTF-8 nor of a gzip of one",
        "Nothing else reaches a machine unharmed. " + ENCODE);
  }

  private static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return mark == 0xfffe || mark == 0xfeff;
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  private static byte[] unpacked(byte[] gzip) throws UnusableUserData {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      byte[] bytes = in.readNBytes(MOST_UNPACKED + 1);
      if (bytes.length > MOST_UNPACKED) {
        throw new UnusableUserData(
            "is a gzip of more than 4 MiB", "Let it fetch what is large instead of holding it.");
      }
      return bytes;
    } catch (IOException damaged) {
      throw new UnusableUserData(
          "is a gzip that is damaged or breaks off",
          "Pack it anew: gzip -9 < user-data.yaml | base64 -w0");
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return out.toByteArray();
  }
}
