package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.http.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a refused request. Gateways answer with pages or nothing at all, so every part may be
 * missing.
 *
 * @param code Hetzner's word for it; empty where none was said
 * @param fields what {@code details.fields} names, in its order
 * @param text for people: message, fields, limits and announcement on one line
 * @param page whether the body is not JSON, so that it cannot be the API's own word
 */
record ApiError(String code, String message, List<String> fields, String text, boolean page) {

  private static final int LONGEST_TEXT = 500;

  /** An answer that repeats this much of what must stay secret is not shown. */
  private static final int ECHO = 24;

  static ApiError parse(byte[] body, @Nullable Secret confidential) {
    try {
      JsonNode error = JsonMapper.shared().readTree(body).path("error");
      return of(error, confidential);
    } catch (JacksonException e) {
      return new ApiError("", "", List.of(), "", !isBlank(body));
    }
  }

  private static ApiError of(JsonNode error, @Nullable Secret confidential) {
    JsonNode details = error.path("details");
    List<String> fields = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (JsonNode field : details.path("fields")) {
      fields.add(field.path("name").asString(""));
      remarks.add(field.path("name").asString("") + " " + joined(field.path("messages")));
    }
    for (JsonNode limit : details.path("limits")) {
      remarks.add("limit " + limit.path("name").asString(""));
    }
    if (details.hasNonNull("announcement")) {
      remarks.add(details.path("announcement").asString(""));
    }
    String message = error.path("message").asString("");
    String text = message + (remarks.isEmpty() ? "" : " [" + String.join("; ", remarks) + "]");
    return new ApiError(
        error.path("code").asString(""), message, fields, presentable(text, confidential), false);
  }

  /**
   * Whether it means that this type is not to be had at this location: out of stock, retired, or
   * misspelt. The owner's other types and locations may serve. What is wrong with the image stays
   * the owner's.
   */
  boolean isAboutPlacement() {
    String said = text.toLowerCase(Locale.ROOT);
    boolean unavailable =
        said.contains("unsupported location")
            || said.contains("deprecated")
            || said.contains("unavailable")
            || (said.contains("not found") && isNamed(said));
    boolean aboutImage = said.contains("image") && !said.contains("server type");
    return unavailable && !fields.contains("image") && !aboutImage;
  }

  private boolean isNamed(String said) {
    return fields.contains("server_type")
        || fields.contains("location")
        || said.contains("server type")
        || said.contains("location");
  }

  private static String joined(JsonNode messages) {
    List<String> all = new ArrayList<>();
    messages.forEach(message -> all.add(message.asString("")));
    return String.join(", ", all);
  }

  private static String presentable(String text, @Nullable Secret confidential) {
    if (confidential != null && echoes(text, confidential.reveal())) {
      return "(message withheld: it repeats the user data)";
    }
    return OneLine.of(text, LONGEST_TEXT);
  }

  private static boolean echoes(String text, String confidential) {
    for (int from = 0; from + ECHO <= text.length(); from++) {
      if (confidential.contains(text.substring(from, from + ECHO))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).isBlank();
  }
}
