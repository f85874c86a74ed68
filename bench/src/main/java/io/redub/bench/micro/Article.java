package io.redub.bench.micro;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A payload of strings: 1,800 chars of ASCII, 600 of CJK, twelve short ones with emoji. */
public final class Article implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int COMMENTS = 12;

    private @Nullable String title;
    private @Nullable String body;
    private @Nullable String translation;
    private @Nullable List<String> comments;

    public Article() {}

    static Article sample() {
        Article article = new Article();
        article.title = "How remote calls became local ones";
        article.body = "The quick brown fox jumps over the lazy dog; ".repeat(40);
        article.translation = "敏捷的棕色狐狸跳过了那只懒狗。".repeat(40);
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            comments.add("Comment " + i + ": 很好 👍🎉 thank you!");
        }
        article.comments = comments;
        return article;
    }

    public @Nullable String getTitle() {
        return title;
    }

    public void setTitle(@Nullable String title) {
        this.title = title;
    }

    public @Nullable String getBody() {
        return body;
    }

    public void setBody(@Nullable String body) {
        this.body = body;
    }

    public @Nullable String getTranslation() {
        return translation;
    }

    public void setTranslation(@Nullable String translation) {
        this.translation = translation;
    }

    public @Nullable List<String> getComments() {
        return comments;
    }

    public void setComments(@Nullable List<String> comments) {
        this.comments = comments;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Article that
                && Objects.equals(title, that.title)
                && Objects.equals(body, that.body)
                && Objects.equals(translation, that.translation)
                && Objects.equals(comments, that.comments);
    }

    @Override
    public int hashCode() {
        return Objects.hash(title, body, translation, comments);
    }

    @Override
    public String toString() {
        return "Article[" + title + ", " + body + ", " + translation + ", " + comments + "]";
    }
}
