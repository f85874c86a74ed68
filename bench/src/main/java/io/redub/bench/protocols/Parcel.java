package io.redub.bench.protocols;

import java.io.Serializable;
import java.util.Arrays;

/** A payload with a label: a bean, as every protocol can carry it. */
public final class Parcel implements Serializable {
    private static final long serialVersionUID = 1L;

    private String label = "";
    private int number;
    private byte[] content = {};

    static Parcel of(int number, byte[] content) {
        Parcel parcel = new Parcel();
        parcel.label = "parcel";
        parcel.number = number;
        parcel.content = content;
        return parcel;
    }

    boolean answers(Parcel question) {
        return number == question.number + 1
                && label.equals(question.label)
                && Arrays.equals(content, question.content);
    }

    Parcel answer() {
        return of(number + 1, content);
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    public byte[] getContent() {
        return content;
    }

    public void setContent(byte[] content) {
        this.content = content;
    }
}
