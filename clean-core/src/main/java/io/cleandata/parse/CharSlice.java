package io.cleandata.parse;

/** A range of a buffer as a sequence of characters, to be pointed elsewhere again and again. */
final class CharSlice implements CharSequence {

    private char[] buffer = new char[0];
    private int offset;
    private int length;

    CharSlice of(char[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return buffer[offset + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(buffer, offset + start, end - start);
    }

    @Override
    public String toString() {
        return new String(buffer, offset, length);
    }
}
