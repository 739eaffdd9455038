package io.github.ciautoscaler.http;

/** Makes one line for people of what a server said: it may hold line breaks, and be a book. */
public final class OneLine {

  private OneLine() {}

  /**
   * @param longest characters; what is longer ends in three dots
   */
  public static String of(String text, int longest) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= longest ? line : line.substring(0, longest) + "...";
  }
}
