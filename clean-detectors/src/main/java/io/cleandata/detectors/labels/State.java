package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes and reads arrays, each with its length before it. A damaged length is an error, not an attempt to allocate it. */
final class State {

    private static final int MOST = 1 << 27;

    private State() {}

    static void write(DataOutputStream out, int[] v, int n) throws IOException {
        out.writeInt(n);
        for (int i = 0; i < n; i++) {
            out.writeInt(v[i]);
        }
    }

    static void write(DataOutputStream out, float[] v, int n) throws IOException {
        out.writeInt(n);
        for (int i = 0; i < n; i++) {
            out.writeFloat(v[i]);
        }
    }

    static void write(DataOutputStream out, double[] v, int n) throws IOException {
        out.writeInt(n);
        for (int i = 0; i < n; i++) {
            out.writeDouble(v[i]);
        }
    }

    static void write(DataOutputStream out, boolean[] v, int n) throws IOException {
        out.writeInt(n);
        for (int i = 0; i < n; i++) {
            out.writeBoolean(v[i]);
        }
    }

    static void write(DataOutputStream out, float[][] v) throws IOException {
        out.writeInt(v.length);
        for (float[] row : v) {
            write(out, row, row.length);
        }
    }

    static void write(DataOutputStream out, String s) throws IOException {
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String string(DataInputStream in) throws IOException {
        return new String(in.readNBytes(length(in)), StandardCharsets.UTF_8);
    }

    static int length(DataInputStream in) throws IOException {
        int n = in.readInt();
        if (n < 0 || n > MOST) {
            throw new IOException("the state of labels is damaged: a length of " + n);
        }
        return n;
    }

    static int[] ints(DataInputStream in) throws IOException {
        int[] v = new int[length(in)];
        for (int i = 0; i < v.length; i++) {
            v[i] = in.readInt();
        }
        return v;
    }

    static float[] floats(DataInputStream in) throws IOException {
        float[] v = new float[length(in)];
        for (int i = 0; i < v.length; i++) {
            v[i] = in.readFloat();
        }
        return v;
    }

    static double[] doubles(DataInputStream in) throws IOException {
        double[] v = new double[length(in)];
        for (int i = 0; i < v.length; i++) {
            v[i] = in.readDouble();
        }
        return v;
    }

    static boolean[] booleans(DataInputStream in) throws IOException {
        boolean[] v = new boolean[length(in)];
        for (int i = 0; i < v.length; i++) {
            v[i] = in.readBoolean();
        }
        return v;
    }

    static float[][] matrix(DataInputStream in) throws IOException {
        float[][] v = new float[length(in)][];
        for (int i = 0; i < v.length; i++) {
            v[i] = floats(in);
        }
        return v;
    }
}
