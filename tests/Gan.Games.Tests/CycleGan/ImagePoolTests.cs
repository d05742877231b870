using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class ImagePoolTests
{
    [Fact]
    public void The_first_images_are_shown_as_they_come_and_held()
    {
        using var player = Player();
        var pool = new ImagePool(3, player);
        using var random = new Generator(1);
        Shown(pool, random, 1, 2, 3).Should().Equal(1, 2, 3);
        Held(player).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void A_full_pool_shows_a_new_image_or_one_that_it_held_half_of_the_time_each()
    {
        using var player = Player();
        var pool = new ImagePool(50, player);
        using var random = new Generator(1);
        _ = Shown(pool, random, [.. Enumerable.Range(0, 50).Select(i => (float)i)]);
        var old = 0;
        for (var i = 0; i < 1000; i++)
        {
            var value = 1000f + i;
            old += Shown(pool, random, value).Single() == value ? 0 : 1;
        }
        old.Should().BeInRange(440, 560); // 500 ± 4 σ of 15.8
    }

    [Fact]
    public void An_image_is_never_shown_twice_from_the_pool()
    {
        using var player = Player();
        var pool = new ImagePool(4, player);
        using var random = new Generator(2);
        var all = new List<float>();
        for (var i = 0; i < 60; i++)
        {
            all.AddRange(Shown(pool, random, i));
        }
        // what is held is shown once when it comes in and, if it is exchanged, once more
        all.GroupBy(value => value).Should().OnlyContain(group => group.Count() <= 2);
        Held(player).Should().OnlyHaveUniqueItems().And.HaveCount(4);
    }

    [Fact]
    public void Without_room_every_batch_comes_back_as_it_is()
    {
        using var player = Player();
        using var random = new Generator(1);
        Shown(new ImagePool(0, player), random, 7, 8).Should().Equal(7, 8);
        player.State["pool"].Values.Should().BeEmpty();
    }

    private static Player Player() => new("judge", nn.Linear(1, 1), new AdamOptions());

    private static float[] Shown(ImagePool pool, Generator random, params float[] values)
    {
        using var scope = NewDisposeScope();
        return pool.Exchange(tensor(values).reshape(-1, 1, 1, 1), random).data<float>().ToArray();
    }

    private static float[] Held(Player player) => player.State["pool"].Recall("images")!.data<float>().ToArray();
}
