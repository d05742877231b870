namespace Gan.Monitoring.Tests;

public sealed class TrainingAnimationTests : FilmTest
{
    [Fact]
    public void A_long_training_has_as_many_pictures_as_allowed()
    {
        using var data = Small.Images();
        Small.Gan(data, steps: 40).AddCallback(new TrainingAnimation(Film, count: 4, maxPictures: 8)).Train().Dispose();
        Steps(Film).Should().Equal(0, 6, 12, 18, 23, 29, 35, 40);
    }

    [Fact]
    public void A_resumed_training_goes_on_with_its_film_and_a_fresh_one_begins_anew()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small
                .Gan(data, steps: 8)
                .WithCheckpoints(new(folder["checkpoints"]) { Every = 3, Resume = true })
                .AddCallback(new TrainingAnimation(Film, count: 4, maxPictures: 20));
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 5);
        }
        Steps(Film).Should().Equal(0, 1, 2, 3, 4, 5);
        Builder().Train().Dispose();
        Steps(Film).Should().Equal(0, 1, 2, 3, 4, 5, 6, 7, 8);
        Small.Gan(data, steps: 2).AddCallback(new TrainingAnimation(Film, count: 4)).Train().Dispose();
        Steps(Film).Should().Equal(0, 1, 2);
    }

    [Fact]
    public void Settings_out_of_range_give_bound_and_value()
    {
        FluentActions
            .Invoking(() => new TrainingAnimation(Film, frame: TimeSpan.FromSeconds(66)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("frame must be greater than 0 and at most 65 s, but was 66 s.*");
        FluentActions
            .Invoking(() => new TrainingAnimation(Film, maxPictures: 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }
}
