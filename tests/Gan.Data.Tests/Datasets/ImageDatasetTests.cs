using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public class ImageDatasetTests
{
    [Fact]
    public void Images_live_as_bytes_and_are_read_as_floats_from_minus_one_to_one()
    {
        using var data = ImageDataset.FromBytes([.. Enumerable.Range(0, 256).Select(i => (byte)i)], 1, 16, 8);
        data.Pixels.dtype.Should().Be(ScalarType.Byte);
        data.Pixels.shape.Should().Equal(2, 1, 16, 8);
        data.Pixels.device_type.Should().Be(DeviceType.CPU);

        using var indices = Numbers.Indices(0, 1);
        using var batch = data.Read(indices, torch.CPU);
        batch.Samples.shape.Should().Equal(2, 1, 16, 8);
        var values = batch.Samples.Floats();
        values[0].Should().Be(-1);
        values[255].Should().Be(1);
        values
            .Should()
            .Equal(Enumerable.Range(0, 256).Select(i => (i / 127.5f) - 1), (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void A_batch_takes_the_images_in_the_order_asked_for()
    {
        using var data = ImageDataset.FromBytes([0, 51, 102, 153, 204, 255], 1, 1, 2, [4, 5, 6]);
        using var indices = Numbers.Indices(2, 0, 2);
        using var batch = data.Read(indices, torch.CPU);
        batch.Samples.Floats().Should().Equal([0.6f, 1, -1, -0.6f, 0.6f, 1], (a, b) => MathF.Abs(a - b) < 1e-6f);
        batch.Condition!.Longs().Should().Equal(6, 4, 6);
        data.Classes.Should().Be(7, "the largest label is 6");
    }

    [Fact]
    public void Unlabelled_images_have_no_classes_and_no_labels()
    {
        using var data = ImageDataset.FromBytes(new byte[24], 3, 2, 2, name: "plain");
        (data.Name, data.Count, data.Classes, data.Labels).Should().Be(("plain", 2L, 0L, (Tensor?)null));
        data.SampleShape.Should().Equal(3, 2, 2);
        using var indices = Numbers.Indices(1);
        using var batch = data.Read(indices, torch.CPU);
        batch.Condition.Should().BeNull();
    }

    [Fact]
    public void Floats_are_rounded_to_the_nearest_level()
    {
        using var data = ImageDataset.FromFloats([-1, -0.999f, 0.0001f, 1, 0.6f, (200 / 127.5f) - 1], 1, 2, 3);
        data.Pixels.Bytes().Should().Equal(0, 0, 128, 255, 204, 200);
    }

    [Fact]
    public void Bytes_survive_the_way_through_floats_and_back()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        using var bytes = ImageDataset.FromBytes(all, 1, 16, 16);
        using var indices = Numbers.Indices(0);
        using var batch = bytes.Read(indices, torch.CPU);
        using var again = ImageDataset.FromFloats(batch.Samples.Floats(), 1, 16, 16);
        again.Pixels.Bytes().Should().Equal(all);
    }

    [Fact]
    public void Disposing_frees_the_tensors_that_were_handed_over()
    {
        var pixels = torch.zeros([2, 1, 2, 2], dtype: ScalarType.Byte);
        var labels = Numbers.Indices(0, 1);
        ImageDataset data;
        using (NewDisposeScope())
        {
            data = new ImageDataset(pixels, labels, classes: 2);
        }

        pixels.IsInvalid.Should().BeFalse();
        data.Dispose();
        pixels.IsInvalid.Should().BeTrue();
        labels.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Images_of_another_type_or_shape_are_refused()
    {
        using var floats = torch.zeros(2, 1, 3, 3);
        FluentActions
            .Invoking(() => new ImageDataset(floats))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Images must be uint8 [N, C, H, W] on the CPU with N at least 1, but are float32 [2, 1, 3, 3] on cpu.*"
            );
        using var flat = torch.zeros([4, 9], dtype: ScalarType.Byte);
        FluentActions
            .Invoking(() => new ImageDataset(flat))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*but are byte [4, 9] on cpu.*");
    }

    [Fact]
    public void Pixels_left_over_are_refused_with_the_numbers() =>
        FluentActions
            .Invoking(() => ImageDataset.FromBytes(new byte[13], 1, 2, 3))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples of [1, 2, 3] take 6 numbers each, but pixels has 13, which leaves 1 over.*");

    [Fact]
    public void No_images_are_refused() =>
        FluentActions
            .Invoking(() => ImageDataset.FromBytes([], 1, 2, 3))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples of [1, 2, 3] take 6 numbers each, but pixels has 0: the data set is empty.*");

    [Fact]
    public void An_image_without_rows_is_refused() =>
        FluentActions
            .Invoking(() => ImageDataset.FromBytes(new byte[6], 1, 0, 3))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("height must be at least 1, but was 0.*");

    [Theory]
    [InlineData(
        1.5f,
        "Value [0, 1, 1] of sample 1 is 1.5, but image values lie in [-1, 1]. Scale bytes by x / 127.5 - 1*"
    )]
    [InlineData(float.NaN, "Value [0, 1, 1] of sample 1 is NaN, but every value must be finite.*")]
    public void A_float_that_is_no_pixel_is_refused_with_its_place(float wrong, string message)
    {
        var values = new float[8];
        values[7] = wrong;
        FluentActions
            .Invoking(() => ImageDataset.FromFloats(values, 1, 2, 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(message);
    }

    [Fact]
    public void Labels_of_another_number_are_refused() =>
        FluentActions
            .Invoking(() => ImageDataset.FromBytes(new byte[4], 1, 1, 1, [0, 1, 2]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Labels must be int64 [4] on the CPU, one for each sample, but are int64 [3] on cpu.*");

    [Fact]
    public void A_label_beyond_the_classes_is_refused_with_its_place() =>
        FluentActions
            .Invoking(() => ImageDataset.FromBytes(new byte[3], 1, 1, 1, [0, 10, 2], classes: 10))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Label 10 of sample 1 must lie from 0 to 9.*");

    [Fact]
    public void A_negative_label_is_refused_with_its_place() =>
        FluentActions
            .Invoking(() => ImageDataset.FromBytes(new byte[3], 1, 1, 1, [0, 1, -2]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Label -2 of sample 2 must not be negative.*");

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_index_outside_of_the_data_is_refused_with_the_bounds(long index)
    {
        using var data = ImageDataset.FromBytes(new byte[3], 1, 1, 1, name: "three");
        using var indices = Numbers.Indices(0, index);
        FluentActions
            .Invoking(() => data.Read(indices, torch.CPU))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"Index {index} is outside of the 3 samples of 'three' (0 to 2).*");
    }

    [Fact]
    public void Indices_of_another_type_are_refused()
    {
        using var data = ImageDataset.FromBytes(new byte[3], 1, 1, 1);
        using var indices = torch.zeros(2);
        FluentActions
            .Invoking(() => data.Read(indices, torch.CPU))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Indices must be int64 [N] on the CPU, but are float32 [2] on cpu.*");
    }
}
