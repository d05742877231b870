namespace Gan.Tests.Training;

public sealed class HalfLifeTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void After_a_half_life_half_is_left_whatever_the_batch(long batch)
    {
        var life = new HalfLife(1000);
        var left = 1.0;
        for (var step = 1; step <= 1000 / batch; step++)
        {
            left *= life.Decay(new(step, 500, batch));
        }
        left.Should().BeApproximately(0.5, 1e-12);
    }

    // training_loop.py's words for it: ema_nimg = min(ema_nimg, cur_nimg * ema_rampup), and 0.5^(batch / ema_nimg).
    [Fact]
    public void A_ramp_bounds_it_by_a_share_of_the_images_so_far()
    {
        var life = new HalfLife(1000, 0.05);
        life.Decay(new(1, 9999, 32)).Should().Be(0, "no image is seen, and the first weights are taken as they are");
        life.Decay(new(101, 9999, 32)).Should().BeApproximately(Math.Pow(0.5, 32 / 160.0), 1e-12);
        life.Decay(new(2001, 9999, 32)).Should().BeApproximately(Math.Pow(0.5, 32 / 1000.0), 1e-12);
    }

    [Fact]
    public void A_schedule_multiplies_it()
    {
        var life = new HalfLife(1000) { Schedule = new OverImages(640, new HalfCosine(0, 1)) };
        life.Decay(new(1, 99, 32)).Should().Be(0);
        life.Decay(new(11, 99, 32)).Should().BeApproximately(Math.Pow(0.5, 32 / 500.0), 1e-12);
        life.Decay(new(99, 99, 32)).Should().BeApproximately(Math.Pow(0.5, 32 / 1000.0), 1e-12);
    }

    [Fact]
    public void Settings_out_of_range_name_bound_and_value() =>
        new TrainingOptions { MovingAverageHalfLife = new(0, -1) { Schedule = new StepDecay(0) } }
            .Problems()
            .Should()
            .Equal(
                "HalfLife.Images must be greater than 0, but was 0.",
                "HalfLife.RampUp must be greater than 0, but was -1.",
                "StepDecay.Every must be at least 1, but was 0."
            );

    [Theory]
    [InlineData(0.999, false, true)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    public void Weights_are_averaged_by_a_decay_or_a_half_life(double decay, bool life, bool averages) =>
        new TrainingOptions { MovingAverageDecay = decay, MovingAverageHalfLife = life ? new(9) : null }
            .Averages.Should()
            .Be(averages);
}
