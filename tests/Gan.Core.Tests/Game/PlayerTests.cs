using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

public sealed class PlayerTests
{
    [Theory]
    [InlineData("judge/1", "A player's name has letters, digits, spaces and hyphens, but was 'judge/1'.*")]
    [InlineData("../judge", "*but was '../judge'.*")]
    [InlineData("richter ä", "*but was 'richter ä'.*")]
    [InlineData(" ", "*")]
    public void A_name_with_other_characters_is_refused(string name, string message)
    {
        using var network = nn.Linear(1, 1);
        var make = () => new Player(name, network, new AdamOptions());
        make.Should().Throw<ArgumentException>().WithMessage(message).Which.ParamName.Should().Be("name");
    }

    [Fact]
    public void Network_and_optimiser_are_needed()
    {
        using var network = nn.Linear(1, 1);
        FluentActions
            .Invoking(() => new Player("judge", null!, new AdamOptions()))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("network");
        FluentActions
            .Invoking(() => new Player("judge", network, null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("optimizer");
    }

    [Fact]
    public void Before_a_training_there_is_no_rate()
    {
        using var player = new Player("first judge", nn.Linear(1, 1), new AdamOptions());
        player
            .Invoking(p => p.LearningRate(1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("No trainer plays with the first judge yet.");
    }

    [Fact]
    public void The_average_is_drawn_from_where_there_is_one()
    {
        using var plain = new Player("plain", nn.Linear(1, 1), new AdamOptions());
        plain.Averaged.Should().BeSameAs(plain.Network);
        using var averaged = new Player("averaged", nn.Linear(1, 1), new AdamOptions()) { Average = nn.Linear(1, 1) };
        averaged.Averaged.Should().BeSameAs(averaged.Average);
    }

    [Fact]
    public void A_player_disposes_its_networks_and_what_it_remembers()
    {
        var network = nn.Linear(1, 1);
        var average = nn.Linear(1, 1);
        var weight = network.weight!;
        var averaged = average.weight!;
        var memory = new PenaltyMemory();
        using (var value = ones(1))
        {
            memory.Remember("value", value);
        }
        new Player("judge", network, new AdamOptions()) { Average = average, State = { ["pool"] = memory } }.Dispose();
        (weight.IsInvalid, averaged.IsInvalid, memory.Values.Count).Should().Be((true, true, 0));
    }
}
