using System.Runtime.InteropServices;

namespace Gan.Backend.Tests;

public sealed class TorchErrorsTests
{
    private const string Whole =
        "mat1 and mat2 do not fit\nException raised from meta at /pytorch/x.cpp:204 (most recent call first):\n"
        + "frame #0: c10::Error\nframe #1: at::mm";

    private const string Script =
        "The following operation failed in the TorchScript interpreter.\n"
        + "Traceback of TorchScript:\n  File x\n    y = z\nRuntimeError: sizes do not fit\n";

    [Theory]
    [InlineData(Whole, "mat1 and mat2 do not fit")]
    [InlineData(Script, "sizes do not fit")]
    public void The_line_that_says_it_is_left_and_the_rest_stands_in_the_data(string message, string line)
    {
        var failure = new ExternalException(message);
        TorchErrors.Text(failure).Should().Be(line);
        var plain = TorchErrors.WithoutTrace(failure);
        plain.Should().BeOfType<ExternalException>().Which.Message.Should().Be(line);
        plain.Data[TorchErrors.WholeMessage].Should().Be(message);
    }

    [Fact]
    public void A_failed_allocation_says_one_line_too()
    {
        TorchBackend.EnsureAvailable();
        // More bytes than a process has addresses for.
        var failing = () => TorchErrors.Guard(() => TorchSharp.torch.empty(1L << 46));
        var said = failing.Should().Throw<ExternalException>().Which;
        said.Message.Should().NotContain("\n").And.NotContain("frame #").And.Contain("281474976710656 bytes");
        ((string)said.Data[TorchErrors.WholeMessage]!).Should().StartWith(said.Message).And.Contain("\nframe #0: ");
    }

    [Fact]
    public void Other_errors_stay_as_they_are()
    {
        foreach (
            var other in (Exception[])
                [new InvalidOperationException(Whole), new ExternalException("one line\nand another")]
        )
        {
            TorchErrors.WithoutTrace(other).Should().BeSameAs(other);
            TorchErrors.Text(other).Should().Be(other.Message);
        }
    }

    [Fact]
    public void A_guarded_call_keeps_the_place_where_it_failed()
    {
        var failing = () => TorchErrors.Guard(Fails);
        failing
            .Should()
            .Throw<ExternalException>()
            .WithMessage("mat1 and mat2 do not fit")
            .Which.StackTrace.Should()
            .Contain(nameof(Fails));
        TorchErrors.Guard(() => 3).Should().Be(3);
    }

    private static int Fails() => throw new ExternalException(Whole);
}
