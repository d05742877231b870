using FluentAssertions;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Engine;

public sealed class ThreadTests
{
    [Fact]
    public void The_number_of_threads_stays_as_set_whatever_is_called_for_the_first_time()
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(1);
            // Functions that no other test of this kind calls: each native function is looked up at its first call.
            using var generator = new Generator(7);
            using var numbers = rand(4, generator: generator);
            using var _ = inference_mode();
            get_num_threads().Should().Be(1);
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
