package io.github.vmimage.ansible;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A text as libyaml takes it, the parser behind Ansible. The parser used here is stricter about tabs: libyaml passes over one wherever no key
 * could begin. What is larger than a person writes is refused before a tree is made of it.
 */
final class YamlText {
  /** Lists and maps inside each other; a playbook has about ten. */
  private static final int MAX_DEPTH = 100;
  /** Values, each counted as often as aliases bring it. A real file has thousands; thirty aliases of two aliases each have more. */
  private static final long MAX_VALUES = 10_000_000;
  /** Characters read again because of tabs, which are looked at a bracket at a time. */
  private static final long MAX_READ_AGAIN = 10_000_000;

  private final LoadSettings settings;
  private String text;

  private YamlText(String shown, String text) {
    this.settings = LoadSettings.builder().setLabel(shown).setUseMarks(true).setAllowDuplicateKeys(true)
        .setMaxAliasesForCollections(Integer.MAX_VALUE).setCodePointLimit(Integer.MAX_VALUE).build();
    this.text = text;
  }

  /**
   * The documents of a text.
   *
   * @throws YamlEngineException where it is no YAML, or made to hurt
   */
  static List<Node> documents(String shown, String text) {
    YamlText yaml = new YamlText(shown, text.startsWith("\uFEFF") ? text.substring(1) : text);
    yaml.measure();
    List<Node> roots = new ArrayList<>();
    new Compose(yaml.settings).composeAllFromString(yaml.text).forEach(roots::add);
    return List.copyOf(roots);
  }

  /** Counted before the tree is made: making it needs a stack as deep, and walking it may take as long as it has values. */
  private void measure() {
    for (long again = 0;; again += text.length() + 1) {
      Measure measure = new Measure();
      try {
        new Parse(settings).parseString(text).forEach(measure::take);
        return;
      } catch (MarkedYamlEngineException e) {
        text = again > MAX_READ_AGAIN ? null : withoutTab(e, measure.flow > 0);
        if (text == null) {
          throw e;
        }
      }
    }
  }

  /** The text with a blank for the tab that was refused, and for all that stand behind a word; null where libyaml refuses it too. */
  private String withoutTab(MarkedYamlEngineException refused, boolean inBrackets) {
    int at = refused.getProblemMark().map(m -> text.offsetByCodePoints(0, m.getIndex())).orElse(text.length());
    if (at >= text.length() || text.charAt(at) != '\t') {
      return null;
    }
    StringBuilder mended = new StringBuilder(text);
    replaceBehindWords(mended);
    if (mended.charAt(at) == '\t') {
      // The parser looks ahead, and may not have told of the last bracket yet.
      String before = text.substring(0, at).stripTrailing();
      if (!inBrackets && (before.isEmpty() || "[{,".indexOf(before.charAt(before.length() - 1)) < 0)) {
        return null;
      }
      replaceBeforeLines(mended, at);
    }
    return mended.toString();
  }

  /** The tabs from here on that begin lines between the brackets: up to a line that begins with a word, and so may be behind them. */
  private static void replaceBeforeLines(StringBuilder text, int from) {
    boolean leads = true;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = i == 0 || text.charAt(i - 1) == '\n';
      if (i > from && begins && " \t\r\n]}".indexOf(c) < 0) {
        return;
      }
      leads = (leads || begins) && " \t\r\n".indexOf(c) >= 0;
      if (leads && c == '\t') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /** A word is anything but the sign of a list's item or of a key. Tabs in quoted text go as well: no rule counts them. */
  private static void replaceBehindWords(StringBuilder text) {
    boolean word = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        word = false;
      } else if (c == '\t' && word) {
        text.setCharAt(i, ' ');
      } else if (c != '\t' && c != ' ') {
        boolean sign = (c == '-' || c == '?') && i + 1 < text.length() && " \t".indexOf(text.charAt(i + 1)) >= 0;
        word |= !sign;
      }
    }
  }

  /** What is counted in the events of a text. */
  private static final class Measure {
    private final Map<String, Long> anchors = new HashMap<>();
    private final Deque<Long> before = new ArrayDeque<>();
    private final Deque<Optional<String>> open = new ArrayDeque<>();
    private long values;
    private int flow;

    void take(Event event) {
      switch (event.getEventId()) {
        case DocumentStart -> anchors.clear();
        case SequenceStart, MappingStart -> begin((NodeEvent) event);
        case SequenceEnd, MappingEnd -> end();
        case Scalar -> values++;
        // One of a list that has not ended is a circle, which whoever walks the tree goes once.
        case Alias -> add(anchors.getOrDefault(((AliasEvent) event).getAlias().getValue(), 1L));
        default -> {
          // The ends of documents and streams, and comments.
        }
      }
    }

    private void begin(NodeEvent event) {
      add(1);
      before.push(values - 1);
      open.push(event.getAnchor().map(a -> a.getValue()));
      boolean brackets = event instanceof org.snakeyaml.engine.v2.events.CollectionStartEvent c && c.isFlow();
      flow = brackets || flow > 0 ? flow + 1 : 0;
      if (open.size() > MAX_DEPTH) {
        throw new YamlEngineException("it is nested more than " + MAX_DEPTH + " deep");
      }
    }

    private void end() {
      long start = before.pop();
      open.pop().ifPresent(a -> anchors.put(a, values - start));
      flow = Math.max(0, flow - 1);
    }

    private void add(long more) {
      values += more;
      if (values > MAX_VALUES) {
        throw new YamlEngineException("its aliases make more than " + MAX_VALUES + " values of it");
      }
    }
  }
}
