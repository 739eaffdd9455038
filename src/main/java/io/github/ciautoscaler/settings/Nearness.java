package io.github.ciautoscaler.settings;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** How alike two texts are. */
public final class Nearness {

  private Nearness() {}

  /** The one that looks most like it. */
  public static String nearest(String word, List<String> known) {
    return Collections.min(known, Comparator.comparingInt(one -> distance(word, one)));
  }

  /** Levenshtein's: how many letters must be put in, left out or replaced. */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
