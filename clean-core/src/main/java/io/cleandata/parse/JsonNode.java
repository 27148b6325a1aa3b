package io.cleandata.parse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in the messages' shape: what stands there and which places lie below. Grows with the fields that messages show, so that names
 * are joined and looked up once; all places of a tree together are bounded by {@link #ROOM}.
 */
final class JsonNode {

    enum Role {
        /** Not part of a sample. */
        IGNORED,
        /** Only leads to other places. */
        CONTAINER,
        FEATURES,
        LABEL,
        TIMESTAMP,
        METADATA,
        PROBABILITIES
    }

    /** Characters of all names and paths of a tree, with what a place costs beyond them: some 30,000 places. */
    private static final int ROOM = 4 << 20;

    private static final int PLACE = 100;

    /** What is left of the room, shared by all places of a tree. */
    private static final class Room {
        private int left = ROOM;

        boolean take(String name, JsonNode child) {
            int cost = PLACE + name.length() + child.path.length();
            if (cost > left) {
                return false;
            }
            left -= cost;
            return true;
        }
    }

    final Role role;

    /** Whether this is where the features or the metadata stand, not one of them. */
    final boolean top;

    /** Dotted name below the features or the metadata. */
    final String path;

    private final Room room;
    private final Map<String, JsonNode> byName = new HashMap<>();
    private String[] names = new String[8];
    private JsonNode[] children = new JsonNode[8];
    private int count;
    private int next;

    private JsonNode(Role role, boolean top, String path, Room room) {
        this.role = role;
        this.top = top;
        this.path = path;
        this.room = room;
    }

    /** The tree for the paths of the settings. */
    static JsonNode root(JsonParserSettings settings) {
        boolean flat = settings.features().equals(".");
        JsonNode root = new JsonNode(flat ? Role.FEATURES : Role.CONTAINER, flat, "", new Room());
        if (!flat) {
            root.place(settings.features(), Role.FEATURES);
        }
        root.place(settings.label(), Role.LABEL);
        root.place(settings.timestamp(), Role.TIMESTAMP);
        root.place(settings.metadata(), Role.METADATA);
        root.place(settings.probabilities(), Role.PROBABILITIES);
        return root;
    }

    private void place(String dotted, Role role) {
        if (dotted.isEmpty()) {
            return;
        }
        JsonNode node = this;
        String[] steps = dotted.split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            JsonNode child = node.byName.get(steps[i]);
            if (child == null) {
                boolean last = i == steps.length - 1;
                Role inherited = node.role == Role.FEATURES || node.role == Role.METADATA ? node.role : Role.CONTAINER;
                boolean rooted = last && (role == Role.FEATURES || role == Role.METADATA);
                String path = rooted || inherited == Role.CONTAINER ? "" : node.join(steps[i]);
                child = new JsonNode(last ? role : inherited, rooted, path, room);
                node.add(steps[i], child);
            }
            node = child;
        }
    }

    private String join(String name) {
        return top ? name : path + "." + name;
    }

    private void add(String name, JsonNode child) {
        byName.put(name, child);
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
            children = Arrays.copyOf(children, count * 2);
        }
        names[count] = name;
        children[count++] = child;
    }

    /** The place below with the name. Messages name their fields in much the same order, so the one after the last is tried first. */
    JsonNode child(String name) {
        if (next >= count) {
            next = 0;
        }
        if (next < count) {
            String guess = names[next];
            if (guess == name || guess.equals(name)) {
                return children[next++];
            }
        }
        return find(name);
    }

    private JsonNode find(String name) {
        @Nullable JsonNode known = byName.get(name);
        if (known != null) {
            for (int i = 0; i < count; i++) {
                if (children[i] == known) {
                    next = i + 1;
                    break;
                }
            }
            return known;
        }
        boolean named = role == Role.FEATURES || role == Role.METADATA;
        JsonNode child = new JsonNode(named ? role : Role.IGNORED, false, named ? join(name) : "", room);
        if (room.take(name, child)) {
            add(name, child);
            next = count;
        }
        return child;
    }
}
