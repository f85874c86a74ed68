package io.redub.bench.micro;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.redub.bench.Page;
import io.redub.bench.User;
import io.redub.bench.proto.ArticleMessage;
import io.redub.bench.proto.DateTimeMessage;
import io.redub.bench.proto.NumbersMessage;
import io.redub.bench.proto.PageMessage;
import io.redub.bench.proto.UserMessage;
import io.redub.bench.proto.UsersMessage;
import io.redub.bench.proto.WarehouseMessage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The conversion between a service's objects and protobuf messages, as its author would write it.
 */
final class Messages<M extends MessageLite> {
    private final Function<Object, M> toMessage;
    private final Parser<M> parser;
    private final Function<M, Object> toObject;

    private Messages(
            Function<Object, M> toMessage, Parser<M> parser, Function<M, Object> toObject) {
        this.toMessage = toMessage;
        this.parser = parser;
        this.toObject = toObject;
    }

    @SuppressWarnings("unchecked") // the shape says what it is
    static Messages<?> of(Shape shape) {
        return switch (shape) {
            case USER ->
                    new Messages<>(
                            object -> user((User) object), UserMessage.parser(), Messages::user);
            case PAGE ->
                    new Messages<>(
                            object -> page((Page<User>) object),
                            PageMessage.parser(),
                            Messages::page);
            case LIST100 ->
                    new Messages<>(
                            object -> users((List<User>) object),
                            UsersMessage.parser(),
                            message -> users(message.getUsersList()));
            case MAPS ->
                    new Messages<>(
                            object -> warehouse((Warehouse) object),
                            WarehouseMessage.parser(),
                            Messages::warehouse);
            case STRINGS ->
                    new Messages<>(
                            object -> article((Article) object),
                            ArticleMessage.parser(),
                            Messages::article);
            case INTS ->
                    new Messages<>(
                            object -> numbers((int[]) object),
                            NumbersMessage.parser(),
                            Messages::numbers);
        };
    }

    M toMessage(Object object) {
        return toMessage.apply(object);
    }

    Object parse(byte[] bytes) throws IOException {
        return toObject.apply(parser.parseFrom(bytes));
    }

    private static UserMessage user(User user) {
        UserMessage.Builder to =
                UserMessage.newBuilder()
                        .setId(user.getId())
                        .setSex(user.getSex())
                        .setStatus(user.getStatus());
        if (user.getName() != null) {
            to.setName(user.getName());
        }
        if (user.getBirthday() != null) {
            to.setBirthday(user.getBirthday().toEpochDay());
        }
        if (user.getEmail() != null) {
            to.setEmail(user.getEmail());
        }
        if (user.getMobile() != null) {
            to.setMobile(user.getMobile());
        }
        if (user.getAddress() != null) {
            to.setAddress(user.getAddress());
        }
        if (user.getIcon() != null) {
            to.setIcon(user.getIcon());
        }
        if (user.getPermissions() != null) {
            to.addAllPermissions(user.getPermissions());
        }
        if (user.getCreateTime() != null) {
            to.setCreateTime(dateTime(user.getCreateTime()));
        }
        if (user.getUpdateTime() != null) {
            to.setUpdateTime(dateTime(user.getUpdateTime()));
        }
        return to.build();
    }

    private static User user(UserMessage from) {
        User user = new User();
        user.setId(from.getId());
        user.setName(from.getName());
        user.setSex(from.getSex());
        user.setBirthday(LocalDate.ofEpochDay(from.getBirthday()));
        user.setEmail(from.getEmail());
        user.setMobile(from.getMobile());
        user.setAddress(from.getAddress());
        user.setIcon(from.getIcon());
        user.setPermissions(new ArrayList<>(from.getPermissionsList()));
        user.setStatus(from.getStatus());
        user.setCreateTime(from.hasCreateTime() ? dateTime(from.getCreateTime()) : null);
        user.setUpdateTime(from.hasUpdateTime() ? dateTime(from.getUpdateTime()) : null);
        return user;
    }

    private static DateTimeMessage dateTime(LocalDateTime time) {
        return DateTimeMessage.newBuilder()
                .setSeconds(time.toEpochSecond(ZoneOffset.UTC))
                .setNanos(time.getNano())
                .build();
    }

    private static LocalDateTime dateTime(DateTimeMessage from) {
        return LocalDateTime.ofEpochSecond(from.getSeconds(), from.getNanos(), ZoneOffset.UTC);
    }

    private static PageMessage page(Page<User> page) {
        PageMessage.Builder to =
                PageMessage.newBuilder().setPageNo(page.getPageNo()).setTotal(page.getTotal());
        if (page.getResult() != null) {
            page.getResult().forEach(user -> to.addResult(user(user)));
        }
        return to.build();
    }

    private static Page<User> page(PageMessage from) {
        return new Page<>(from.getPageNo(), from.getTotal(), users(from.getResultList()));
    }

    private static UsersMessage users(List<User> users) {
        UsersMessage.Builder to = UsersMessage.newBuilder();
        users.forEach(user -> to.addUsers(user(user)));
        return to.build();
    }

    private static List<User> users(Iterable<UserMessage> from) {
        List<User> users = new ArrayList<>();
        from.forEach(message -> users.add(user(message)));
        return users;
    }

    private static WarehouseMessage warehouse(Warehouse warehouse) {
        return WarehouseMessage.newBuilder()
                .putAllLabels(Objects.requireNonNull(warehouse.getLabels()))
                .putAllStock(Objects.requireNonNull(warehouse.getStock()))
                .putAllPrices(Objects.requireNonNull(warehouse.getPrices()))
                .build();
    }

    private static Warehouse warehouse(WarehouseMessage from) {
        Warehouse warehouse = new Warehouse();
        warehouse.setLabels(new HashMap<>(from.getLabelsMap()));
        warehouse.setStock(new HashMap<>(from.getStockMap()));
        warehouse.setPrices(new HashMap<>(from.getPricesMap()));
        return warehouse;
    }

    private static ArticleMessage article(Article article) {
        return ArticleMessage.newBuilder()
                .setTitle(Objects.requireNonNull(article.getTitle()))
                .setBody(Objects.requireNonNull(article.getBody()))
                .setTranslation(Objects.requireNonNull(article.getTranslation()))
                .addAllComments(Objects.requireNonNull(article.getComments()))
                .build();
    }

    private static Article article(ArticleMessage from) {
        Article article = new Article();
        article.setTitle(from.getTitle());
        article.setBody(from.getBody());
        article.setTranslation(from.getTranslation());
        article.setComments(new ArrayList<>(from.getCommentsList()));
        return article;
    }

    private static NumbersMessage numbers(int[] numbers) {
        NumbersMessage.Builder to = NumbersMessage.newBuilder();
        for (int number : numbers) {
            to.addNumbers(number);
        }
        return to.build();
    }

    private static int[] numbers(NumbersMessage from) {
        int[] numbers = new int[from.getNumbersCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from.getNumbers(i);
        }
        return numbers;
    }
}
