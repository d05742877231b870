namespace Gan.Tests;

public sealed class ConditionSpecTests
{
    [Fact]
    public void The_default_is_none_and_so_are_no_classes()
    {
        default(ConditionSpec).Should().Be(ConditionSpec.None).And.Be(ConditionSpec.Labels(0));
        (ConditionSpec.None.IsNone, ConditionSpec.None.IsNumbers, ConditionSpec.None.Width)
            .Should()
            .Be((true, false, 0));
    }

    [Fact]
    public void Vectors_and_codes_are_numbers_and_labels_are_not()
    {
        ConditionSpec.Vectors(2).IsNumbers.Should().BeTrue();
        ConditionSpec.Codes(2).IsNumbers.Should().BeTrue();
        ConditionSpec.Labels(2).IsNumbers.Should().BeFalse();
        ConditionSpec.Labels(2).Should().NotBe(ConditionSpec.Vectors(2));
    }

    [Fact]
    public void Negative_numbers_are_refused() =>
        new Action(() => ConditionSpec.Labels(-1)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Its_text_says_what_it_is() =>
        new[] { ConditionSpec.None, ConditionSpec.Labels(4), ConditionSpec.Vectors(3), ConditionSpec.Codes(12) }
            .Select(condition => condition.ToString())
            .Should()
            .Equal("none", "4 classes", "vectors of 3", "codes of 12");
}
