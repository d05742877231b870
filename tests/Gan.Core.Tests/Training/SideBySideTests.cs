using Gan.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

/// <summary>What pictures of a game that translates show of each sample.</summary>
public sealed class SideBySideTests
{
    [Fact]
    public void Grey_beside_colour_becomes_colour_and_small_beside_large_is_enlarged_by_repetition()
    {
        using var _ = NewDisposeScope();
        var grey = arange(2 * 4, dtype: ScalarType.Float32).reshape(2, 1, 2, 2);
        var colour = rand(2, 3, 4, 6);
        var joined = Join(grey, colour);
        joined.shape.Should().Equal(2, 3, 4, 10);
        joined.narrow(3, 4, 6).Equals(colour).Should().BeTrue();
        for (var channel = 0; channel < 3; channel++)
        {
            joined[1, channel, 3, 1].ToDouble().Should().Be(grey[1, 0, 1, 0].ToDouble());
            joined[0, channel, 0, 3].ToDouble().Should().Be(grey[0, 0, 0, 1].ToDouble());
        }
    }

    [Theory]
    [InlineData(2, 1)] // grey and a mask
    [InlineData(4, 3)] // colours and a mask
    public void The_mask_of_an_input_is_left_out(long channels, long shown)
    {
        using var _ = NewDisposeScope();
        var input = rand(1, channels, 3, 3);
        var joined = Join(input, input.narrow(1, 0, shown));
        joined.shape.Should().Equal(1, shown, 3, 6);
        joined.narrow(3, 0, 3).Equals(joined.narrow(3, 3, 3)).Should().BeTrue();
    }

    [Fact]
    public void Of_samples_with_alpha_it_stays_and_images_without_are_opaque()
    {
        using var _ = NewDisposeScope();
        var grey = rand(1, 1, 3, 3);
        var clear = rand(1, 4, 3, 3);
        var joined = Join(channels: 4, grey, clear);
        joined.shape.Should().Equal(1, 4, 3, 6);
        joined.narrow(3, 3, 3).Equals(clear).Should().BeTrue();
        joined.narrow(3, 0, 3).narrow(1, 3, 1).Equals(ones(1, 1, 3, 3)).Should().BeTrue();
        joined.narrow(3, 0, 3).narrow(1, 2, 1).Equals(grey).Should().BeTrue();
    }

    private static Tensor Join(params Tensor[] views) => Join(channels: 1, views);

    private static Tensor Join(int channels, params Tensor[] views)
    {
        using var data = Tiny.Images(channels: channels, labels: false);
        using var trainer = Tiny.Builder(data).WithGame(_ => new Showing(views)).Build();
        return trainer.Context.Views(2);
    }

    /// <summary>A translator that shows what it was given.</summary>
    private sealed class Showing : IGame, ITranslator
    {
        private readonly IReadOnlyList<Tensor> views;
        private readonly Linear line = nn.Linear(1, 1);

        public Showing(IReadOnlyList<Tensor> views)
        {
            this.views = views;
            Players = [new Player("showing", line, new AdamOptions(1e-3))];
        }

        public IReadOnlyList<Player> Players { get; }

        public void Play(Turn turn) => turn.Update(Players[0], part => line.call(part.Real.reshape(-1, 1)).mean());

        public Tensor Translate(Tensor input, ulong seed = 0) => throw new NotSupportedException();

        public IReadOnlyList<Tensor> Views(Batch batch, ulong seed = 0) => views;
    }
}
